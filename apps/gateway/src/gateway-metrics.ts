import type { Metrics } from '@network3/service/metrics'

export type GatewayMetrics = ReturnType<typeof createGatewayMetrics>

/** Close together around what a flush may take (performance.md: p99 ≤ 50 ms). Seconds. */
const FLUSH_BUCKETS = [
  ...[0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.025, 0.03, 0.035, 0.04, 0.045, 0.05, 0.06],
  ...[0.08, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10],
]

/** What /metrics shows of sessions and of what is written about them. */
export function createGatewayMetrics(metrics: Metrics) {
  // Ten thousand a second: summed here, and given to the registry once in a while.
  const sums = { framesIn: 0, framesOut: 0, heartbeats: 0 }
  const frames = metrics.counter('n3_gateway_frames_total', 'Frames of sessions.', ['direction'])
  const heartbeats = metrics.counter('n3_gateway_heartbeats_total', 'Heartbeats heard.')
  return {
    count: (of: keyof typeof sums, by: number) => {
      sums[of] += by
    },
    /** Gives the sums to the registry. */
    settle: () => {
      frames.inc({ direction: 'in' }, sums.framesIn)
      frames.inc({ direction: 'out' }, sums.framesOut)
      heartbeats.inc(sums.heartbeats)
      Object.assign(sums, { framesIn: 0, framesOut: 0, heartbeats: 0 })
    },
    sessions: metrics.gauge('n3_gateway_sessions', 'Sessions of now.', ['status']),
    opens: metrics.counter('n3_gateway_opens_total', 'Sessions opened.', ['how']),
    ends: metrics.counter('n3_gateway_ends_total', 'Sessions ended or refused.', ['reason']),
    corrections: metrics.counter(
      'n3_gateway_corrections_total',
      'What a resync found to differ from what the stream had told.',
      ['of'],
    ),
    waiting: metrics.gauge('n3_gateway_waiting', 'What waits to be written to the database.', ['of']),
    retained: metrics.gauge('n3_gateway_retained_bytes', 'Frames kept until nodes acknowledge them.'),
    written: metrics.counter('n3_gateway_written_total', 'Rows written about sessions.', ['of']),
    flushSeconds: metrics.histogram(
      'n3_gateway_flush_seconds',
      'Time of one batched write.',
      ['of'],
      FLUSH_BUCKETS,
    ),
    flushFailures: metrics.counter(
      'n3_gateway_flush_failures_total',
      'Writes that failed and are tried again.',
    ),
  }
}
