import { createMetrics } from '@network3/service/metrics'

export type DirectoryMetrics = ReturnType<typeof createDirectoryMetrics>

/** Everything /metrics shows of the directory's publisher. */
export function createDirectoryMetrics() {
  const metrics = createMetrics()
  return {
    registry: metrics.registry,
    bundles: metrics.gauge('n3_directory_bundles', 'Bundles in the log.', ['generation']),
    frauds: metrics.gauge('n3_directory_frauds', 'Bundles that prove a second key for a name and day.', [
      'generation',
    ]),
    roots: metrics.counter('n3_directory_roots_total', 'Roots posted.'),
    failures: metrics.counter('n3_directory_failures_total', 'Rounds that failed and are tried again.'),
  }
}
