import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'
import { type DbJob, type JobRow, jobColumns, jobFromRow } from './job-row.ts'

export type WantedJob = JobRow & { leaseOperator: Address | null }

/**
 * Jobs that want a node and could run on one of `nodes` (null: whichever), oldest first. Of a lease no more than it has slots free, so that
 * a thousand jobs of one renter hide nobody else's. Nothing is locked: assignJobs decides.
 */
export async function findWantedJobs(
  db: Db,
  params: { nodes: readonly Address[] | null; now: Date; limit: number },
): Promise<WantedJob[]> {
  const { rows } = await db.query<DbJob & { lease_operator: Buffer | null }>({
    name: 'find-wanted-jobs',
    text: `SELECT ${jobColumns}, l.operator AS lease_operator FROM (
             SELECT j.id, row_number() OVER (PARTITION BY j.lease_id ORDER BY j.created_at, j.id) AS place
             FROM job j WHERE j.wanted > 0 AND j.deadline_at > $2
               AND ($1::bytea[] IS NULL OR j.sealed_to && $1 OR (j.visibility = 'public' AND cardinality(j.sealed_to) = 0))
           ) w JOIN job j ON j.id = w.id
           LEFT JOIN lease l ON l.id = j.lease_id
           LEFT JOIN LATERAL (SELECT count(*) AS live FROM job r
             WHERE r.lease_id = j.lease_id AND r.status IN ('assigned', 'running')) u ON true
           WHERE j.lease_id IS NULL
             OR (l.status = 'open' AND l.expires_at > $2 AND w.place <= l.slots - u.live)
           ORDER BY j.created_at, j.id LIMIT $3`,
    values: [params.nodes?.map(hexToDb) ?? null, params.now, params.limit],
  })
  return rows.map((row) => ({
    ...jobFromRow(row),
    leaseOperator: row.lease_operator && hexFromDb(row.lease_operator),
  }))
}
