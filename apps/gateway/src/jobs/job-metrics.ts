import type { Metrics } from '@network3/service/metrics'

export type JobMetrics = ReturnType<typeof createJobMetrics>

export function createJobMetrics(metrics: Metrics) {
  const wanted = metrics.gauge('n3_jobs_wanted', 'Assignments that wait to be made, at the last look.')
  const oldest = metrics.gauge('n3_jobs_oldest_wait_seconds', 'How long the oldest of them has waited.')
  const dispatch = metrics.histogram('n3_job_dispatch_seconds', 'From submitting a job to its first start.')
  const events = metrics.counter('n3_job_events_total', 'What happened to attempts, by kind.', ['event'])
  const refused = metrics.counter('n3_job_receipts_refused_total', 'Results not taken, by why.', ['reason'])
  const resynced = metrics.counter('n3_job_resyncs_total', 'Corrections made by resyncs, by kind.', ['kind'])
  return {
    queue: (count: number, oldestSeconds: number) => {
      wanted.set(count)
      oldest.set(oldestSeconds)
    },
    started: (seconds: number) => dispatch.observe(seconds),
    event: (event: string, count = 1) => events.inc({ event }, count),
    refused: (reason: string) => refused.inc({ reason }),
    resynced: (kind: 'sent-again' | 'dropped' | 'stored-again', count: number) => {
      if (count > 0) resynced.inc({ kind }, count)
    },
  }
}
