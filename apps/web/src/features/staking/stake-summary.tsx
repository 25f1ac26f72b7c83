import type { RouterOutputs } from '@network3/api/types'
import { formatBps, formatWei } from '@network3/core/units'
import { type Fact, FactList } from '@network3/ui/fact-list'
import { formatPercentDown } from '@network3/ui/format-percent'
import { AprExplained, aprText } from './apr-explained.tsx'
import { formatDuration } from './format-duration.ts'

type Quote = RouterOutputs['staking']['getStakeQuote']

/** What a stake does, before the wallet asks: what leaves, what arrives, to whom, and how it comes back. */
export function StakeSummary({ quote, amountWei }: { quote: Quote; amountWei: bigint | undefined }) {
  const operator = `${quote.operator.slice(0, 6)}…${quote.operator.slice(-4)}`
  const thaw = formatDuration(quote.thawSeconds)
  const moving: Fact[] =
    amountWei === undefined
      ? []
      : [
          {
            label: 'Leaves your wallet',
            value: `${formatWei(amountWei, { group: true })} N3`,
            note: 'In one prompt, when the transaction is mined. Gas is paid in ETH on top.',
          },
          {
            label: 'Arrives as stake',
            value: (
              <span title={`${quote.shares} shares`}>
                {formatWei(BigInt(quote.valueAfterWei), { group: true })} N3
              </span>
            ),
            note: `Held by the staking contract in the pool of ${operator}: ${poolShare(quote.poolShareBps)} of it. Shares are rounded down.`,
          },
        ]
  return (
    <div className="grid gap-3">
      <FactList
        facts={[
          ...moving,
          {
            label: 'Return a year',
            value: aprText(quote.apr),
            note:
              quote.apr.reason?.sentence ??
              `At the pace of the last ${formatDuration(quote.apr.inputs.periodSeconds)}, after ${formatPercentDown(quote.commissionBps)} commission.`,
          },
          {
            label: 'To take it out',
            value: `thaws ${thaw}`,
            note: `Ask for it at any time. It thaws for ${thaw}, earns nothing and can still be slashed meanwhile, and is then withdrawn to your wallet.`,
          },
        ]}
      />
      <AprExplained apr={quote.apr} />
    </div>
  )
}

function poolShare(bps: number): string {
  return bps === 0 ? 'less than 0.01%' : formatBps(BigInt(bps))
}
