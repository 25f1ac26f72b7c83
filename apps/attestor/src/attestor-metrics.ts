import type { Metrics } from '@network3/service/metrics'

export type AttestorMetrics = ReturnType<typeof createAttestorMetrics>

export function createAttestorMetrics(metrics: Metrics) {
  return {
    lastEpoch: metrics.gauge('n3_attestor_last_epoch', 'The newest epoch that was computed and signed here.'),
    waiting: metrics.gauge('n3_attestor_waiting_for_receipts', '1 while an epoch waits for its receipts.'),
    posted: metrics.counter('n3_attestor_posted_total', 'Roots posted by this attestor.'),
    refused: metrics.counter('n3_attestor_refused_receipts_total', 'Receipts that did not hold.'),
    disagreements: metrics.counter(
      'n3_attestor_disagreements_total',
      'Answers of other attestors that differ from what was computed here.',
      ['about'],
    ),
    failures: metrics.counter('n3_attestor_failures_total', 'Looks that failed and are repeated.'),
  }
}
