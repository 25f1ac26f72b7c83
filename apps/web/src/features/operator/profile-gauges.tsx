import type { RouterOutputs } from '@network3/api/types'
import { formatExact, formatFigureDown } from '@network3/ui/format-amount'
import { formatPercentDown } from '@network3/ui/format-percent'
import { Gauge, GaugeRow } from '@network3/ui/gauge-row'
import { type Window, windowLabels } from '../leaderboard/operators-query.ts'
import { RankChange } from '../leaderboard/rank-change.tsx'

type Operator = RouterOutputs['operators']['get']

/** An operator in six figures. */
export function ProfileGauges({ operator, window }: { operator: Operator; window: Window }) {
  const place = operator.ranks.find((rank) => rank.window === window)
  const earned = BigInt(operator.earnedTotalWei)
  const paid = BigInt(operator.paidTotalWei)
  const active = BigInt(operator.pool.activeAssetsWei)
  return (
    <GaugeRow>
      <Gauge
        label={`Rank, ${windowLabels[window]}`}
        note={
          place
            ? `of ${place.rankedCount.toLocaleString('en-US')} by earned`
            : 'nothing earned in this window'
        }
      >
        {place ? place.rank.toLocaleString('en-US') : '–'}
        {place?.rankChange ? (
          <span className="ml-3 text-md tracking-normal">
            <RankChange change={place.rankChange} rank={place.rank} />
          </span>
        ) : null}
      </Gauge>
      <Gauge label="Earned, in all" note="N3, verified epochs" title={formatExact(earned)}>
        {formatFigureDown(earned)}
      </Gauge>
      <Gauge label="Paid, in all" note="N3, claims on chain" title={formatExact(paid)}>
        {formatFigureDown(paid)}
      </Gauge>
      <Gauge
        label="Stake"
        note={`N3, place ${operator.stakeRank.toLocaleString('en-US')}`}
        title={formatExact(active)}
      >
        {formatFigureDown(active)}
      </Gauge>
      <Gauge
        label="APR"
        note={operator.apr.bps === null ? operator.apr.reason?.sentence : 'after commission'}
      >
        {operator.apr.bps === null ? '–' : formatPercentDown(operator.apr.bps)}
      </Gauge>
      <Gauge
        label="Registered nodes"
        note={`${operator.nodes.online.toLocaleString('en-US')} online, ${operator.nodes.verified.toLocaleString('en-US')} verified`}
      >
        {operator.nodes.registered.toLocaleString('en-US')}
      </Gauge>
    </GaugeRow>
  )
}
