'use client'

import type { RouterOutputs } from '@network3/api/types'
import { formatWei } from '@network3/core/units'
import { type Fact, FactList } from '@network3/ui/fact-list'
import { formatAmountDown } from '@network3/ui/format-amount'
import { formatPercentDown } from '@network3/ui/format-percent'
import { Instant } from '@network3/ui/instant'
import { ReasonBar } from '@network3/ui/reason-bar'
import { ActionButton } from '../../chain/action-button.tsx'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { FailureNotice } from '../../chain/failure-notice.tsx'
import { useAction } from '../../chain/use-action.ts'
import { toClaimEntry } from './claim-entry.ts'

type ClaimableData = RouterOutputs['rewards']['getClaimable']

/** What a claim pays to whom, or why there is nothing; and the claim itself. */
export function ClaimForm({ claimable }: { claimable: ClaimableData }) {
  const config = useChainConfig()
  const action = useAction()
  const entry = toClaimEntry(claimable)

  const submit = () => {
    if (entry === undefined) return
    void action.run(async (onStage) => {
      const { claim } = await import('../../chain/actions/claim.ts')
      await claim(config, { entries: [entry], onStage })
    })
  }

  return (
    <div className="mt-5 grid gap-5">
      {entry === undefined && claimable.reason !== null && (
        <ReasonBar
          tone="line"
          code={claimable.reason.code}
          sentence={[claimable.reason.sentence, claimable.reason.nextStep].filter(Boolean).join(' ')}
          {...(claimable.waiting === null ? {} : { why: <Waiting waiting={claimable.waiting} /> })}
        />
      )}
      {entry !== undefined && <FactList facts={describeClaim(claimable)} />}
      <div className="grid justify-items-start gap-2">
        <ActionButton
          variant="signal"
          label={entry === undefined ? 'Claim' : `Claim ${formatAmountDown(entry.claimableWei, 4)} N3`}
          stage={action.stage}
          disabledReason={entry === undefined ? 'There is nothing to claim now.' : undefined}
          onRun={submit}
        />
      </div>
      <FailureNotice failure={action.failure} />
    </div>
  )
}

function Waiting({ waiting }: { waiting: NonNullable<ClaimableData['waiting']> }) {
  return (
    <p>
      {formatWei(BigInt(waiting.amountWei), { group: true })} N3 can be claimed from{' '}
      <Instant at={waiting.claimableAt} /> on, unless the guardian vetoes the epoch before.
    </p>
  )
}

function describeClaim({ split, claim, operator }: ClaimableData): Fact[] {
  const short = `${operator.slice(0, 6)}…${operator.slice(-4)}`
  const facts: Fact[] = [
    {
      label: 'Leaves your wallet',
      value: 'gas only, in ETH',
      note: 'Anyone may send a claim. It pays the operator and its pool, whoever sends it.',
    },
  ]
  if (split !== null) {
    facts.push(
      {
        label: split.isLockedAsStake ? "Locked as the operator's stake" : `Arrives at ${short}`,
        value: `${formatWei(BigInt(split.commissionWei), { group: true })} N3`,
        note: split.isLockedAsStake
          ? 'Its own stake is below the minimum, so its share is staked for it instead of paid.'
          : `Its commission of ${formatPercentDown(split.commissionBps)}, at once.`,
      },
      {
        label: `Arrives in the pool of ${short}`,
        value: `${formatWei(BigInt(split.toPoolWei), { group: true })} N3`,
        note: 'For everybody staked there, streamed over the next epoch.',
      },
    )
  }
  if (claim !== null) {
    facts.push({
      label: 'Proven by the root of epoch',
      value: String(claim.epoch),
      note: <Root root={claim.root} />,
    })
  }
  return facts
}

function Root({ root }: { root: string }) {
  return <span className="break-all font-mono">{root}</span>
}
