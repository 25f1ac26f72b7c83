'use client'

import type { Address } from '@network3/core/hex'
import { formatWei } from '@network3/core/units'
import { Amount } from '@network3/ui/amount'
import { Skeleton } from '@network3/ui/skeleton'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { ActionButton } from '../../chain/action-button.tsx'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { useAction } from '../../chain/use-action.ts'
import { useWallet } from '../../chain/use-wallet.ts'
import { paths } from '../../paths.ts'
import { useTrpc } from '../../trpc/provider.tsx'
import { AmountField } from './amount-field.tsx'
import { readAmount } from './read-amount.ts'
import { StakeSummary } from './stake-summary.tsx'
import { useBalances } from './use-balances.ts'
import { useDebounced } from './use-debounced.ts'
import { whyNotStake } from './why-not-stake.ts'

/** Amount, what will happen, and one prompt. `operator` is undefined while none is chosen. */
export function StakeForm({ operator, onSent }: { operator: Address | undefined; onSent?: () => void }) {
  const config = useChainConfig()
  const trpc = useTrpc()
  const wallet = useWallet()
  const action = useAction()
  const balances = useBalances(wallet.address)
  const [text, setText] = useState('')
  const amount = readAmount(text)
  const asked = useDebounced(amount.wei)
  const quote = useQuery(
    trpc.staking.getStakeQuote.queryOptions(
      { operator: operator ?? '', assetsWei: String(asked ?? 0n) },
      { enabled: operator !== undefined, placeholderData: keepPreviousData },
    ),
  )
  const isQuoteCurrent = asked === amount.wei && !quote.isPlaceholderData
  const reason = whyNotStake({
    operator,
    amount,
    balances: balances.data,
    refusal: isQuoteCurrent ? (quote.data?.refusal ?? undefined) : undefined,
  })
  const disabledReason = wallet.status === 'connected' ? reason?.sentence : undefined

  const submit = async () => {
    const { wei } = amount
    if (operator === undefined || wei === undefined || reason !== undefined) return
    const isSent = await action.run(async (onStage) => {
      const { stake } = await import('../../chain/actions/stake.ts')
      await stake(config, { operator, assetsWei: wei, onStage })
    })
    if (!isSent) return
    setText('')
    onSent?.()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (wallet.status === 'connected' && !wallet.isWrongNetwork && action.stage === undefined) void submit()
  }

  return (
    <form onSubmit={onSubmit} className="grid gap-4" aria-label="Stake">
      <AmountField
        label="Amount, N3"
        text={text}
        onText={(next) => {
          setText(next)
          action.clear()
        }}
        maximumWei={balances.data?.n3Wei}
        problem={amount.problem}
        aside={balances.data === undefined ? undefined : <Balance n3Wei={balances.data.n3Wei} />}
        hint={quote.data && `At least ${formatWei(BigInt(quote.data.minimumStakeWei), { group: true })} N3.`}
      />
      {operator !== undefined && quote.isPending && <Skeleton className="h-40 w-full" />}
      {quote.data !== undefined && operator !== undefined && (
        <StakeSummary quote={quote.data} amountWei={amount.wei === asked ? amount.wei : undefined} />
      )}
      {quote.isError && (
        <p role="alert" className="text-bad text-md">
          The quote could not be read: {quote.error.message}
        </p>
      )}
      <div className="grid justify-items-start gap-2">
        <ActionButton
          variant="signal"
          label="Stake"
          stage={action.stage}
          disabledReason={disabledReason}
          isReasonInSight={amount.problem !== undefined && disabledReason === amount.problem}
          onRun={submit}
        />
        {disabledReason !== undefined && reason?.needsFunds === true && config.isLocal && (
          <Link href={paths.faucet} prefetch={false} className="text-md underline underline-offset-4">
            Get ETH and N3 from the faucet
          </Link>
        )}
      </div>
      <FailureNotice failure={action.failure} />
    </form>
  )
}

function Balance({ n3Wei }: { n3Wei: bigint }) {
  return (
    <>
      Balance <Amount wei={n3Wei} unit="N3" />
    </>
  )
}
