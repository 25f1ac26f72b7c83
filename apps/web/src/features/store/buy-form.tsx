'use client'

import { formatWei } from '@network3/core/units'
import { Amount } from '@network3/ui/amount'
import { Button } from '@network3/ui/button'
import { Field } from '@network3/ui/field'
import { ReasonBar } from '@network3/ui/reason-bar'
import { Stepper } from '@network3/ui/stepper'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { ActionButton } from '../../chain/action-button.tsx'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { useAction } from '../../chain/use-action.ts'
import { useWallet } from '../../chain/use-wallet.ts'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { TrpcProvider, useTrpc } from '../../trpc/provider.tsx'
import { useBalances } from '../staking/use-balances.ts'
import { BuySummary } from './buy-summary.tsx'
import { describeAllowance } from './describe-allowance.ts'
import type { Batch } from './store-words.ts'
import { whyNotBuy } from './why-not-buy.ts'

type BuyFormProps = { batch: Batch; onSent: () => void }

/** Quantity, what will happen, and one prompt. Brings the API's client itself. */
export function BuyForm(props: BuyFormProps) {
  return (
    <TrpcProvider>
      <Form {...props} />
    </TrpcProvider>
  )
}

function Form({ batch: drawn, onSent }: BuyFormProps) {
  const config = useChainConfig()
  const trpc = useTrpc()
  const router = useRouter()
  const wallet = useWallet()
  const action = useAction()
  const balances = useBalances(wallet.address)
  const [quantity, setQuantity] = useState<number | undefined>(1)
  // The price the buyer saw on opening the form: another one is never paid without being accepted.
  const [agreed, setAgreed] = useState(BigInt(drawn.unitPriceWei))
  const asked = { batchId: drawn.batchId, ...(wallet.address && { wallet: wallet.address }) }
  const read = useQuery(trpc.store.getBatch.queryOptions(asked, { refetchInterval: 4_000 }))
  const batch = read.data ?? drawn
  const why = whyNotBuy(batch, {
    quantity,
    agreedUnitPriceWei: agreed,
    balances: balances.data,
    now: new Date(),
  })
  const isAboutQuantity = why !== undefined && /^BATCH_(QUANTITY|NOT_ENOUGH|CAP)/.test(why.code)
  const disabledReason = wallet.status === 'connected' || isAboutQuantity ? why?.sentence : undefined
  const price = BigInt(batch.unitPriceWei)

  const submit = async () => {
    if (quantity === undefined || why !== undefined) return
    const isSent = await action.run(async (onStage) => {
      const { buyDevices } = await import('../../chain/actions/buy-devices.ts')
      await buyDevices(config, { batchId: batch.batchId, quantity, maxUnitPriceWei: agreed, onStage })
    })
    if (isSent) onSent()
    else router.refresh()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (wallet.status === 'connected' && !wallet.isWrongNetwork && action.stage === undefined) void submit()
  }

  return (
    <form onSubmit={onSubmit} className="grid gap-4" aria-label="Buy">
      <Field
        label="Devices"
        error={isAboutQuantity ? why.sentence : undefined}
        hint={batch.wallet === null ? `At most ${batch.capPerWallet} a wallet.` : describeRest(batch.wallet)}
        aside={balances.data && <Balance n3Wei={balances.data.n3Wei} />}
      >
        {(control) => (
          <Stepper
            {...control}
            noun="devices"
            minimum={1}
            maximum={batch.wallet?.remaining ?? Math.min(batch.available, batch.capPerWallet)}
            value={quantity}
            onChange={(next) => {
              setQuantity(next)
              action.clear()
            }}
          />
        )}
      </Field>
      {price !== agreed && (
        <div role="alert">
          <ReasonBar
            code="PRICE_CHANGED"
            sentence={`The price changed from ${n3(agreed)} to ${n3(price)} while you were looking.`}
            action={
              <Button size="sm" onClick={() => setAgreed(price)}>
                Accept {n3(price)}
              </Button>
            }
          />
        </div>
      )}
      <BuySummary
        quantity={quantity}
        unitPriceWei={agreed}
        wallet={wallet.address}
        deviceSale={config.contracts.deviceSale}
      />
      <div className="grid justify-items-start gap-2">
        <ActionButton
          variant="signal"
          label="Buy"
          stage={action.stage}
          disabledReason={disabledReason}
          isReasonInSight={isAboutQuantity}
          onRun={submit}
        />
        {disabledReason !== undefined && why?.needsFunds === true && config.isLocal && (
          <Link href={paths.faucet} className="text-md underline underline-offset-4">
            Get ETH and N3 from the faucet
          </Link>
        )}
      </div>
      <FailureNotice failure={action.failure} />
    </form>
  )
}

const n3 = (wei: bigint) => `${formatWei(wei, { group: true })} N3`

function describeRest(wallet: NonNullable<Batch['wallet']>): string {
  const text = describeAllowance(wallet)
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function Balance({ n3Wei }: { n3Wei: bigint }) {
  return (
    <>
      Balance <Amount wei={n3Wei} unit="N3" />
    </>
  )
}
