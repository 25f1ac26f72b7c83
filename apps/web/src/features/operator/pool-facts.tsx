import type { RouterOutputs } from '@network3/api/types'
import { Amount } from '@network3/ui/amount'
import { FactList } from '@network3/ui/fact-list'
import { formatPercentDown } from '@network3/ui/format-percent'
import { formatInstant } from '@network3/ui/format-time'
import { SectionHead } from '@network3/ui/section-head'

type Operator = RouterOutputs['operators']['get']

/** The stake pool as the contract has it, accrued to the last indexed block. */
export function PoolFacts({ operator }: { operator: Operator }) {
  const { pool, commission, selfStake, delegatorCount } = operator
  const pending = commission.pending
  return (
    <section aria-labelledby="pool">
      <SectionHead
        id="pool"
        title="Pool"
        note={`as of block ${operator.asOf.blockNumber.toLocaleString('en-US')}`}
      />
      <FactList
        facts={[
          { label: 'Active stake', value: <Amount wei={pool.activeAssetsWei} unit="N3" /> },
          {
            label: 'Thawing',
            value: <Amount wei={pool.thawingAssetsWei} unit="N3" />,
            note: 'Asked back and waiting; earns nothing, and can still be slashed.',
          },
          {
            label: 'Rewards still flowing in',
            value: pool.stream ? <Amount wei={pool.stream.remainingWei} unit="N3" /> : 'none',
            ...(pool.stream && { note: `Evenly until ${formatInstant(pool.stream.endsAt)}.` }),
          },
          {
            label: 'Own stake of the operator',
            value: <Amount wei={selfStake.valueWei} unit="N3" />,
            note: (
              <>
                {selfStake.isMet ? 'Above' : 'Below'} the least own stake of{' '}
                <Amount wei={selfStake.minimumWei} digits={0} unit="N3" />.
              </>
            ),
          },
          { label: 'Delegators', value: delegatorCount.toLocaleString('en-US') },
          {
            label: 'Commission',
            value: formatPercentDown(commission.bps),
            ...(pending && {
              note: `${formatPercentDown(pending.bps)} from ${formatInstant(pending.effectiveAt)}: a rise is announced before it counts.`,
            }),
          },
        ]}
      />
    </section>
  )
}
