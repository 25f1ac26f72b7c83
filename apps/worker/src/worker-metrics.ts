import { createMetrics } from '@network3/service/metrics'

export type WorkerMetrics = ReturnType<typeof createWorkerMetrics>

/** Everything /metrics shows of the worker. */
export function createWorkerMetrics() {
  const metrics = createMetrics()
  return {
    registry: metrics.registry,
    released: metrics.counter('n3_worker_messages_released_total', 'Messages let go from the outbox.'),
    attempts: metrics.counter('n3_worker_deliveries_total', 'Attempts to deliver, by how they ended.', [
      'reason',
    ]),
    attemptSeconds: metrics.histogram(
      'n3_worker_delivery_seconds',
      'How long attempts took.',
      [],
      [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    ),
    pruned: metrics.counter('n3_worker_pruned_rows_total', 'Rows dropped because their time was over.', [
      'what',
    ]),
    failures: metrics.counter('n3_worker_failures_total', 'Rounds and tasks that failed and come again.', [
      'what',
    ]),
  }
}
