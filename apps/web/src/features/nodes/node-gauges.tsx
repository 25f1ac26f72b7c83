import type { RouterOutputs } from '@network3/api/types'
import { Gauge, GaugeRow } from '@network3/ui/gauge-row'

type Counts = RouterOutputs['nodes']['find']['counts']

/** The three facts about nodes, never added up into one. */
export function NodeGauges({ counts }: { counts: Counts }) {
  return (
    <GaugeRow>
      <Gauge label="Registered" note="on chain, not retired">
        {counts.registered.toLocaleString('en-US')}
      </Gauge>
      <Gauge label="Online" note="a signed session with a gateway now">
        {counts.online.toLocaleString('en-US')}
      </Gauge>
      <Gauge label="Verified" note="solved work with a known answer, this epoch or the last">
        {counts.verified.toLocaleString('en-US')}
      </Gauge>
    </GaugeRow>
  )
}
