import type { Db } from '../../pool.ts'
import { weiToDb } from '../../wei.ts'
import { type DbJob, type JobRow, jobColumns, jobFromRow } from './job-row.ts'

/** Of a lease this many newest jobs are watched. */
const NEWEST = 1_000
const NOT_OVER = "('queued', 'needs-reseal', 'assigned', 'running', 'returned')"

/**
 * A lease's jobs that are not over, or changed since `since`, oldest first; of the newest thousand. `isChanged`: since
 * then; without `since`, all of them. `isOver`: nothing more happens to it.
 */
export async function findWatchedJobs(
  db: Db,
  params: { leaseId: bigint; since: Date | undefined },
): Promise<{ job: JobRow; isChanged: boolean; isOver: boolean }[]> {
  const { rows } = await db.query<DbJob & { is_changed: boolean; is_over: boolean }>({
    name: 'find-watched-jobs',
    text: `SELECT ${jobColumns}, ($2::timestamptz IS NULL OR j.updated_at >= $2) AS is_changed,
             j.status NOT IN ${NOT_OVER} AS is_over
           FROM (SELECT * FROM job WHERE lease_id = $1 ORDER BY lease_id, id DESC LIMIT ${NEWEST}) j
           WHERE j.status IN ${NOT_OVER} OR j.updated_at >= $2
           ORDER BY j.id`,
    values: [weiToDb(params.leaseId), params.since ?? null],
  })
  return rows.map((row) => ({ job: jobFromRow(row), isChanged: row.is_changed, isOver: row.is_over }))
}

/** Which of these jobs, and of the newest of these leases, changed since a time. */
export async function findChangedJobs(
  db: Db,
  params: { jobIds: readonly string[]; leaseIds: readonly bigint[]; since: Date },
): Promise<{ jobId: string; leaseId: bigint }[]> {
  const { rows } = await db.query<{ id: string; lease_id: string }>({
    name: 'find-changed-jobs',
    text: `SELECT id, lease_id FROM job WHERE id = ANY($1) AND lease_id IS NOT NULL AND updated_at >= $3
           UNION
           SELECT j.id, j.lease_id FROM unnest($2::numeric[]) AS w(lease_id), LATERAL (
             SELECT id, lease_id, updated_at FROM job WHERE job.lease_id = w.lease_id
             ORDER BY lease_id, id DESC LIMIT ${NEWEST}) j
           WHERE j.updated_at >= $3`,
    values: [params.jobIds, params.leaseIds.map(weiToDb), params.since],
  })
  return rows.map(({ id, lease_id }) => ({ jobId: id, leaseId: BigInt(lease_id) }))
}
