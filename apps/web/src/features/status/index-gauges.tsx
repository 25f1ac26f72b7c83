import type { RouterOutputs } from '@network3/api/types'
import { Gauge, GaugeRow } from '@network3/ui/gauge-row'
import { LiveDot } from '@network3/ui/live-dot'

type Status = RouterOutputs['status']['get']

const states: Record<Status['state'], { word: string; tone: 'signal' | 'warn' | 'bad' | 'none' }> = {
  live: { word: 'live', tone: 'signal' },
  behind: { word: 'behind', tone: 'warn' },
  halted: { word: 'halted', tone: 'bad' },
  empty: { word: 'empty', tone: 'none' },
}

/** Where the index stands against the chain. */
export function IndexGauges({ status }: { status: Status }) {
  const { word, tone } = states[status.state]
  const { indexer } = status
  const count = (value: number | undefined) => value?.toLocaleString('en-US') ?? '–'
  return (
    <GaugeRow>
      <Gauge
        label={
          <>
            <LiveDot tone={tone} /> Index
          </>
        }
        note={indexer ? `${indexer.lagSeconds.toFixed(1)} s since its last block` : 'no block indexed yet'}
      >
        {word}
      </Gauge>
      <Gauge
        label="Indexed block"
        note={indexer ? `${count(indexer.blocksBehind)} behind the head` : undefined}
      >
        {count(indexer?.blockNumber)}
      </Gauge>
      <Gauge label="Safe block" note="unlikely to be replaced">
        {count(indexer?.safeNumber)}
      </Gauge>
      <Gauge label="Final block" note="cannot be replaced">
        {count(indexer?.finalizedNumber)}
      </Gauge>
      <Gauge label="Reorgs" note={indexer?.lastReorg ? `last ${indexer.lastReorg.depth} deep` : 'none seen'}>
        {count(indexer?.reorgCount)}
      </Gauge>
    </GaugeRow>
  )
}
