'use client'

import { AppError } from '@network3/core/app-error'
import { formatWei } from '@network3/core/units'
import { useRef } from 'react'
import { ActionButton } from '../../../chain/action-button.tsx'
import { useChainConfig } from '../../../chain/chain-provider.tsx'
import { FailureNotice } from '../../../chain/failure-notice.tsx'
import { useAction } from '../../../chain/use-action.ts'
import { useWallet } from '../../../chain/use-wallet.ts'
import { paths } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'
import { getTrpcClient } from '../../../trpc/client.ts'
import type { SessionKey } from '../../session-keys/session-key.ts'
import { useBalances } from '../../staking/use-balances.ts'
import type { Quote } from './use-quote.ts'

type RentActionProps = { quote: Quote; onSent: (voucherSigner: string) => void }

/** The one prompt: key, calldata, check of both against the quote, simulation, wallet. */
export function RentAction({ quote, onSent }: RentActionProps) {
  const config = useChainConfig()
  const wallet = useWallet()
  const action = useAction()
  const balances = useBalances(wallet.address)
  // A prompt that was declined leaves its key for the next one.
  const made = useRef<SessionKey>(undefined)
  const totalWei = BigInt(quote.totalWei)
  const reason = whyNot(totalWei, balances.data)
  const disabledReason = wallet.status === 'connected' ? reason : undefined

  const rent = async () => {
    const renter = wallet.address
    if (renter === undefined) return
    const isSent = await action.run(async (onStage) => {
      made.current ??= await makeKey(config.chainId)
      const voucherSigner = made.current.address
      const prepared = await getTrpcClient().leases.prepare.query({
        ...{ quoteId: quote.quoteId, renter, voucherSigner },
      })
      const [call] = prepared.calls
      if (call === undefined || prepared.calls.length > 1)
        throw new AppError(
          'RENT_CALL_DIFFERS',
          'Renting is one transaction; the site prepared another number.',
        )
      const { openLeases } = await import('../../../chain/actions/open-leases.ts')
      const leases = quote.lines.map((line) => ({
        ...{ offerId: line.offerId, slots: line.slots, units: BigInt(line.units) },
        pricePerUnitWei: BigInt(line.pricePerUnitWei),
      }))
      await openLeases(config, { agreed: { voucherSigner, totalWei, leases }, call, onStage })
    })
    if (isSent && made.current !== undefined) onSent(made.current.address)
  }
  return (
    <div className="grid gap-3">
      <div className="grid justify-items-start gap-2">
        <ActionButton
          variant="signal"
          label="Rent"
          accessibleName={`Rent for ${formatWei(totalWei, { group: true })} N3`}
          stage={action.stage}
          disabledReason={disabledReason}
          onRun={() => void rent()}
        />
        {disabledReason !== undefined && config.isLocal && (
          <Link href={paths.faucet} className="text-md underline underline-offset-4">
            Get ETH and N3 from the faucet
          </Link>
        )}
      </div>
      <FailureNotice failure={action.failure} />
    </div>
  )
}

function whyNot(totalWei: bigint, balances: { n3Wei: bigint; ethWei: bigint } | undefined) {
  if (balances === undefined) return undefined
  const has = `${formatWei(balances.n3Wei, { group: true })} N3`
  if (balances.n3Wei < totalWei) return `The wallet holds ${has}, which is less than the price.`
  if (balances.ethWei === 0n) return 'The wallet has no ETH to pay gas with.'
  return undefined
}

async function makeKey(chainId: number): Promise<SessionKey> {
  const { makeSessionKey } = await import('../../session-keys/make-session-key.ts')
  try {
    return await makeSessionKey(chainId)
  } catch (cause) {
    throw new AppError(
      'UNAVAILABLE',
      'This browser keeps nothing for this site (a private window, or storage that is blocked). The key of the lease would be lost with this tab, so nothing was sent.',
      { cause },
    )
  }
}
