'use client'

import type { Address } from '@network3/core/hex'
import { formatWei } from '@network3/core/units'
import { Amount } from '@network3/ui/amount'
import { FactList } from '@network3/ui/fact-list'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ActionButton } from '../../chain/action-button.tsx'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { useAction } from '../../chain/use-action.ts'
import { useTrpc } from '../../trpc/provider.tsx'
import { AmountField } from './amount-field.tsx'
import { formatDuration } from './format-duration.ts'
import { readAmount } from './read-amount.ts'
import { chooseUnstakeSharesUp, type Position } from './unstake-shares.ts'

type UnstakeFormProps = { operator: Address; position: Position; onSent: () => void }

/** How much to take out, and what happens to it until it is in the wallet. */
export function UnstakeForm({ operator, position, onSent }: UnstakeFormProps) {
  const config = useChainConfig()
  const trpc = useTrpc()
  const action = useAction()
  const [text, setText] = useState('')
  const terms = useQuery(trpc.staking.getStakeQuote.queryOptions({ operator, assetsWei: '0' }))
  const amount = readAmount(text)
  const minimumWei = BigInt(terms.data?.minimumStakeWei ?? 0)
  const choice =
    amount.wei === undefined ? undefined : chooseUnstakeSharesUp(position, amount.wei, minimumWei)
  const problem = amount.problem ?? choice?.problem
  const disabledReason = problem ?? (choice === undefined ? 'Enter an amount.' : undefined)
  const thaw =
    terms.data === undefined ? 'for the thaw period' : `for ${formatDuration(terms.data.thawSeconds)}`

  const submit = async () => {
    if (choice?.shares === undefined) return
    const { shares, expectedWei } = choice
    const isSent = await action.run(async (onStage) => {
      const { requestUnstake } = await import('../../chain/actions/unstake.ts')
      await requestUnstake(config, { operator, shares, valueWei: expectedWei, onStage })
    })
    if (isSent) onSent()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (disabledReason === undefined && action.stage === undefined) void submit()
  }

  return (
    <form onSubmit={onSubmit} className="grid gap-4 text-left whitespace-normal" aria-label="Request unstake">
      <AmountField
        label="Amount to unstake, N3"
        text={text}
        onText={(next) => {
          setText(next)
          action.clear()
        }}
        maximumWei={position.valueWei}
        problem={problem}
        aside={
          <>
            Position <Amount wei={position.valueWei} unit="N3" />
          </>
        }
      />
      <FactList
        facts={[
          {
            label: 'Leaves the pool',
            value:
              choice?.expectedWei === undefined
                ? '–'
                : `${formatWei(choice.expectedWei, { group: true })} N3`,
            note:
              'At the last indexed block. Whole shares are taken, rounded up to reach the amount; their worth is ' +
              'rounded down by the contract, by at most 1 wei.',
          },
          {
            label: 'Thaws',
            value: thaw,
            note: 'It earns nothing meanwhile and can still be slashed. You can cancel and put it back to work.',
          },
          {
            label: 'Then',
            value: 'you withdraw it',
            note: 'To the wallet that staked it, by a transaction anybody may send.',
          },
        ]}
      />
      <div className="grid justify-items-start gap-2">
        <ActionButton
          variant="signal"
          label="Request unstake"
          stage={action.stage}
          disabledReason={disabledReason}
          isReasonInSight={problem !== undefined}
          onRun={submit}
        />
      </div>
      <FailureNotice failure={action.failure} />
    </form>
  )
}
