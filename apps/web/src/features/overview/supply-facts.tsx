import type { RouterOutputs } from '@network3/api/types'
import { Amount } from '@network3/ui/amount'
import { FactList } from '@network3/ui/fact-list'
import { formatPercentDown } from '@network3/ui/format-percent'
import { SectionHead } from '@network3/ui/section-head'

type Overview = RouterOutputs['network']['getOverview']

/** How much N3 there is, and what has become of it. */
export function SupplyFacts({ overview: { supply, rewards, stake } }: { overview: Overview }) {
  const capBps = Number((BigInt(supply.totalWei) * 10_000n) / BigInt(supply.capWei))
  return (
    <section aria-labelledby="supply">
      <SectionHead id="supply" title="Supply" note="N3, in all" />
      <FactList
        facts={[
          {
            label: 'In existence',
            value: <Amount wei={supply.totalWei} />,
            note: (
              <>
                {formatPercentDown(capBps)} of the cap of <Amount wei={supply.capWei} digits={0} />; the rest
                is emitted by epoch, halving.
              </>
            ),
          },
          { label: 'Thawing', value: <Amount wei={stake.thawingWei} /> },
          {
            label: 'Earned',
            value: <Amount wei={rewards.earnedTotalWei} />,
            note: 'By verified epoch files.',
          },
          { label: 'Paid', value: <Amount wei={rewards.paidTotalWei} />, note: 'By claims on chain.' },
        ]}
      />
    </section>
  )
}
