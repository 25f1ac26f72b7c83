import { createMetrics } from '@network3/service/metrics'

/** What one node tells about itself. No label carries a name, a wallet or a key. */
export function createKgcMetrics() {
  const metrics = createMetrics()
  return {
    registry: metrics.registry,
    requests: metrics.counter('n3_kgc_requests_total', 'Requests by path and outcome.', ['route', 'code']),
    requestSeconds: metrics.histogram('n3_kgc_request_seconds', 'Time to answer.', ['route']),
    peersUp: metrics.gauge('n3_kgc_peers_up', 'Other nodes that answer.'),
    shareVersion: metrics.gauge('n3_kgc_share_version', 'Version of the share; 0 for none.'),
    guardLines: metrics.gauge('n3_kgc_guard_lines', 'Lines of the equivocation guard.'),
  }
}
