import type { JobStatus } from '@network3/core/jobs/job-status'
import type { Db } from '../../pool.ts'
import { weiFromDb, weiToDb } from '../../wei.ts'

/** What was used of a lease, and of late. Times in node-milliseconds. */
export type LeaseUsageSums = {
  acceptedMs: bigint
  /** Metering checkpoints of all nodes together. */
  meteredMs: bigint
  /** The highest voucher given. */
  vouchedUnits: bigint
  jobs: Partial<Record<JobStatus, number>>
  /** Since `since`: time of results, and units that were paid. */
  recentMs: bigint
  recentUnits: bigint
}

type Row = {
  id: string
  accepted: string
  metered: string
  vouched: string
  jobs: Partial<Record<JobStatus, number>> | null
  recent_ms: string
  recent_units: string
}

/** What was used of these leases, by id: a lease without any use is among them. */
export async function findLeaseUsages(
  db: Db,
  params: { leaseIds: readonly bigint[]; since: Date },
): Promise<Map<bigint, LeaseUsageSums>> {
  const { leaseIds, since } = params
  if (leaseIds.length === 0) return new Map()
  const { rows } = await db.query<Row>({
    name: 'find-lease-usages',
    text: `SELECT l.id, coalesce(j.accepted, 0) AS accepted, coalesce(j.recent, 0) AS recent_ms, j.jobs,
             coalesce(m.metered, 0) AS metered, coalesce(v.cumulative_units, 0) AS vouched,
             coalesce(e.units, 0) AS recent_units
           FROM unnest($1::numeric[]) AS l(id)
           LEFT JOIN lease_voucher v ON v.lease_id = l.id
           LEFT JOIN LATERAL (
             SELECT sum(s.accepted) AS accepted, sum(s.recent) AS recent, jsonb_object_agg(s.status, s.count) AS jobs
             FROM (
               SELECT status, count(*)::int AS count,
                 sum(billed_ms) FILTER (WHERE status IN ('accepted', 'settled')) AS accepted,
                 sum(billed_ms) FILTER (WHERE returned_at >= $2) AS recent
               FROM job WHERE lease_id = l.id GROUP BY status
             ) s
           ) j ON true
           LEFT JOIN LATERAL (SELECT sum(counted_ms) AS metered FROM lease_meter WHERE lease_id = l.id) m ON true
           LEFT JOIN LATERAL (
             SELECT sum(units) AS units FROM lease_event
             WHERE lease_id = l.id AND type = 'redeemed' AND mined_at >= $2
           ) e ON true`,
    values: [leaseIds.map(weiToDb), since],
  })
  return new Map(
    rows.map((row) => [
      weiFromDb(row.id),
      {
        ...{ acceptedMs: weiFromDb(row.accepted), meteredMs: weiFromDb(row.metered) },
        ...{ vouchedUnits: weiFromDb(row.vouched), jobs: row.jobs ?? {} },
        ...{ recentMs: weiFromDb(row.recent_ms), recentUnits: weiFromDb(row.recent_units) },
      },
    ]),
  )
}
