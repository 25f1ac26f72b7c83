import { createMetrics } from '@network3/service/metrics'

export type SponsorMetrics = ReturnType<typeof createSponsorMetrics>

/** Everything /metrics shows of the sponsor. */
export function createSponsorMetrics() {
  const metrics = createMetrics()
  return {
    registry: metrics.registry,
    registrations: metrics.counter('n3_sponsor_registrations_total', 'Registrations paid for.'),
    refusals: metrics.counter('n3_sponsor_refusals_total', 'Requests refused, by reason.', ['reason']),
    balance: metrics.gauge('n3_sponsor_balance_ether', 'What is left for gas, for graphs only.'),
    day: metrics.gauge('n3_sponsor_day_registrations', 'Registrations paid for in the last 24 hours.'),
  }
}
