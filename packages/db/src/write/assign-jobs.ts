import type { Address, Hex } from '@network3/core/hex'
import type { Pool } from '../pool.ts'
import { type DbJob, type JobRow, jobColumns, jobFromRow } from '../queries/job/job-row.ts'
import { weiToDb } from '../wei.ts'
import { announceJob } from './announce-jobs.ts'
import { hexToDb } from './hex.ts'
import { inTransaction } from './in-transaction.ts'

/** A job as it was read, and the node chosen for it. */
export type Assignment = {
  job: Pick<JobRow, 'id' | 'fence' | 'leaseId'>
  node: Address
  operator: Address | undefined
  subnet: Hex
}

/**
 * Gives each job its next fence with the node chosen, and resolves to the jobs that were given. Left out without a word
 * are those that changed since they were read, that another gateway is about to assign, or whose lease has no free slot:
 * so no fence is ever given twice. A job may be in the list once. Leases are locked in one order, so that slots are
 * counted by one gateway at a time.
 */
export async function assignJobs(
  pool: Pool,
  params: { assignments: readonly Assignment[]; gateway: string; now: Date },
): Promise<{ job: JobRow; node: Address }[]> {
  const { assignments, gateway, now } = params
  if (assignments.length === 0) return []
  const leases = [...new Set(assignments.flatMap(({ job }) => job.leaseId ?? []))]
  const given = await inTransaction(pool, async (tx) => {
    if (leases.length > 0) {
      const lock = 'SELECT id FROM lease WHERE id = ANY($1::numeric[]) ORDER BY id FOR NO KEY UPDATE'
      await tx.query({ name: 'lock-leases', text: lock, values: [leases.map(weiToDb)] })
    }
    const { rows } = await tx.query<DbJob>({
      name: 'assign-jobs',
      text: assignStatement,
      values: [
        assignments.map(({ job }) => job.id),
        assignments.map(({ job }) => job.fence),
        assignments.map(({ node }) => hexToDb(node)),
        assignments.map(({ operator }) => operator && hexToDb(operator)),
        assignments.map(({ subnet }) => hexToDb(subnet)),
        ...[gateway, now],
      ],
    })
    return rows.map(jobFromRow)
  })
  for (const job of given) if (job.leaseId !== null) announceJob(pool, job.id)
  const nodes = new Map(assignments.map(({ job, node }) => [job.id, node]))
  return given.flatMap((job) => {
    const node = nodes.get(job.id)
    return node === undefined ? [] : [{ job, node }]
  })
}

const assignStatement = `
  WITH chosen AS (
    SELECT * FROM unnest($1::text[], $2::int[], $3::bytea[], $4::bytea[], $5::bytea[])
      AS c(id, fence, node, operator, subnet)
  ), free AS (
    SELECT j.id, l.slots - (SELECT count(*) FROM job r
        WHERE r.lease_id = j.lease_id AND r.status IN ('assigned', 'running')) AS slots,
      row_number() OVER (PARTITION BY j.lease_id ORDER BY j.created_at, j.id) AS place
    FROM chosen c JOIN job j ON j.id = c.id JOIN lease l ON l.id = j.lease_id
  ), locked AS (
    SELECT j.id, c.node, c.operator, c.subnet FROM job j JOIN chosen c ON c.id = j.id
    WHERE j.wanted > 0 AND j.fence = c.fence AND j.deadline_at > $7 AND j.lease_id IS NULL
      OR j.wanted > 0 AND j.fence = c.fence AND j.deadline_at > $7
        AND EXISTS (SELECT 1 FROM free f WHERE f.id = j.id AND f.place <= f.slots)
    FOR UPDATE OF j SKIP LOCKED
  ), given AS (
    UPDATE job j SET fence = j.fence + 1, wanted = j.wanted - 1, updated_at = $7,
      status = CASE j.status WHEN 'running' THEN 'running' ELSE 'assigned' END,
      reason = CASE j.status WHEN 'running' THEN 'JOB_RUNNING' ELSE 'JOB_ASSIGNED' END
    FROM locked l WHERE j.id = l.id RETURNING ${jobColumns}, l.node AS to_node, l.operator AS to_operator, l.subnet
  ), attempts AS (
    INSERT INTO job_attempt (job_id, fence, node, operator, subnet, gateway, status, assigned_at)
    SELECT id, fence, to_node, to_operator, subnet, $6, 'assigned', $7 FROM given
  )
  SELECT * FROM given ORDER BY created_at, id`
