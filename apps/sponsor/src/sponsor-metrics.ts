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
    redeemable: metrics.gauge('n3_sponsor_redeemable_vouchers', 'Vouchers the site names as redeemable.'),
    redeemed: metrics.counter('n3_sponsor_redeemed_vouchers_total', 'Vouchers redeemed for their operators.'),
    redeemFaults: metrics.counter(
      'n3_sponsor_redeem_faults_total',
      'Vouchers refused and rounds that failed, by reason.',
      ['reason'],
    ),
    settleWaiting: metrics.gauge(
      'n3_sponsor_settle_waiting',
      'Leases and claims that could be settled and are not yet, by reason.',
      ['reason'],
    ),
    settled: metrics.counter(
      'n3_sponsor_settled_total',
      'Leases finalized and claims settled for whoever they concern.',
      ['act'],
    ),
    settleFaults: metrics.counter(
      'n3_sponsor_settle_faults_total',
      'Settlements refused and rounds that failed, by reason.',
      ['reason'],
    ),
    day: metrics.gauge('n3_sponsor_day_registrations', 'Registrations paid for in the last 24 hours.'),
  }
}
