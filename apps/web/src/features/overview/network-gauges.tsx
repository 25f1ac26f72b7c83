import type { RouterOutputs } from '@network3/api/types'
import { formatExact, formatFigureDown } from '@network3/ui/format-amount'
import { Gauge, GaugeRow } from '@network3/ui/gauge-row'
import { EpochGauge } from './epoch-gauge.tsx'

type Overview = RouterOutputs['network']['getOverview']

/** The network in six figures. Each says what is counted. */
export function NetworkGauges({ overview, now }: { overview: Overview; now: string }) {
  const { nodes, operators, stake, rewards, epoch } = overview
  const staked = BigInt(stake.stakedWei)
  const earned = BigInt(rewards.earned7dWei)
  const paid = BigInt(rewards.paid7dWei)
  return (
    <GaugeRow>
      <Gauge
        label="Registered nodes"
        note={`${nodes.online.toLocaleString('en-US')} online, ${nodes.verified.toLocaleString('en-US')} verified`}
      >
        {nodes.registered.toLocaleString('en-US')}
      </Gauge>
      <Gauge label="Operators" note={`${operators.withNodes.toLocaleString('en-US')} with nodes`}>
        {operators.total.toLocaleString('en-US')}
      </Gauge>
      <Gauge label="Staked" note="N3, thawing apart" title={formatExact(staked)}>
        {formatFigureDown(staked)}
      </Gauge>
      <Gauge label="Earned, last 7 days" note="N3, verified epochs" title={formatExact(earned)}>
        {formatFigureDown(earned)}
      </Gauge>
      <Gauge label="Paid, last 7 days" note="N3, claims on chain" title={formatExact(paid)}>
        {formatFigureDown(paid)}
      </Gauge>
      <EpochGauge epoch={epoch} now={now} />
    </GaugeRow>
  )
}
