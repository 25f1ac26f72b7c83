'use client'

import { offerKinds } from '@network3/core/lease-state'
import { formatWei } from '@network3/core/units'
import { LinkButton } from '@network3/ui/link-button'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActionButton } from '../../../chain/action-button.tsx'
import { useChainConfig } from '../../../chain/chain-provider.tsx'
import { FailureNotice } from '../../../chain/failure-notice.tsx'
import { useAction } from '../../../chain/use-action.ts'
import { useWallet } from '../../../chain/use-wallet.ts'
import { paths } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'
import { getTrpcClient } from '../../../trpc/client.ts'
import { makeOfferRecipe } from '../../developers/recipes.ts'
import { SameByProgram } from '../../developers/same-by-program.tsx'
import type { Terms } from './read-terms.ts'

type SignOfferProps = { terms: Terms | undefined; onTried: () => void }

/** One signature, no gas: the terms shown, with the next free nonce, and the listing. */
export function SignOffer({ terms, onTried }: SignOfferProps) {
  const config = useChainConfig()
  const { address } = useWallet()
  const action = useAction()
  const queries = useQueryClient()
  const [listed, setListed] = useState<string>()

  const sign = async () => {
    onTried()
    if (terms === undefined || address === undefined) return
    setListed(undefined)
    await action.run(async (onStage) => {
      const offerId = await makeOffer(config, { operator: address, terms, onStage })
      setListed(offerId)
      await queries.invalidateQueries()
    })
  }
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-ink-2 text-md">
        You sign these terms; nothing is sent and nothing leaves your wallet. Whoever takes the offer pays the
        gas. You can withdraw it at any time, with a transaction.
      </p>
      <ActionButton
        variant="signal"
        label="Sign and list"
        stage={action.stage}
        disabledReason={terms === undefined ? 'Fill in the terms first.' : undefined}
        onRun={() => void sign()}
      />
      <FailureNotice failure={action.failure} />
      <div role="status" className="w-full empty:hidden">
        {listed !== undefined && (
          <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
            It is listed.
            <LinkButton size="sm" component={Link} href={paths.offer(listed)}>
              See the offer
            </LinkButton>
          </p>
        )}
      </div>
      {terms !== undefined && (
        <SameByProgram
          className="w-full"
          recipe={makeOfferRecipe({
            ...{ kind: terms.kind, price: formatWei(terms.pricePerUnitWei), slots: String(terms.slots) },
            ...{ minUnits: String(terms.minUnits), maxUnits: String(terms.maxUnits) },
          })}
        />
      )}
    </div>
  )
}

type MakeOffer = {
  operator: `0x${string}`
  terms: Terms
  onStage: Parameters<Parameters<ReturnType<typeof useAction>['run']>[0]>[0]
}

/** Signs the terms of this page, whatever the site's template says; only nonce and end are the site's to propose. */
async function makeOffer(
  config: ReturnType<typeof useChainConfig>,
  { operator, terms, onStage }: MakeOffer,
): Promise<string> {
  const { kind, pricePerUnitWei, slots, minUnits, maxUnits, maxDurationSeconds, validSeconds } = terms
  const { publish } = await getTrpcClient().offers.getTemplate.query({
    ...{ operator, kind, slots, maxDurationSeconds, validSeconds },
    pricePerUnitWei: String(pricePerUnitWei),
    ...{ minUnits: String(minUnits), maxUnits: String(maxUnits) },
  })
  const specHash = publish.specHash as `0x${string}`
  const { signOffer } = await import('../../../chain/actions/sign-offer.ts')
  const signature = await signOffer(
    config,
    {
      ...{ operator, kind: offerKinds.indexOf(kind), specHash, slots, minUnits, maxUnits },
      ...{ pricePerUnit: pricePerUnitWei, maxDuration: maxDurationSeconds },
      ...{ validUntil: BigInt(publish.validUntil), nonce: BigInt(publish.nonce) },
    },
    onStage,
  )
  const { offer } = await getTrpcClient().offers.publish.mutate({ ...publish, signature })
  return offer.offerId
}
