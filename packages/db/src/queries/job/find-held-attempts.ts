import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'
import { type AttemptRow, attemptFromRow, type DbAttempt } from './attempt-row.ts'
import { type DbJob, type JobRow, jobColumns, jobFromRow } from './job-row.ts'

/** What a node has to do now: its attempts that have not returned, with their jobs. */
export async function findHeldAttempts(
  db: Db,
  node: Address,
): Promise<{ attempt: AttemptRow; job: JobRow }[]> {
  const { rows } = await db.query<DbJob & { attempt: number }>({
    name: 'find-held-jobs',
    text: `SELECT ${jobColumns}, a.fence AS attempt FROM job_attempt a JOIN job j ON j.id = a.job_id
           WHERE a.node = $1 AND a.status IN ('assigned', 'running', 'committed') ORDER BY a.assigned_at`,
    values: [hexToDb(node)],
  })
  const found = await db.query<DbAttempt>({
    name: 'find-held-attempts',
    text: `SELECT a.* FROM job_attempt a
           WHERE a.node = $1 AND a.status IN ('assigned', 'running', 'committed')`,
    values: [hexToDb(node)],
  })
  const attempts = found.rows.map(attemptFromRow)
  return rows.flatMap((row) => {
    const attempt = attempts.find(({ jobId, fence }) => jobId === row.id && fence === row.attempt)
    return attempt === undefined ? [] : [{ attempt, job: jobFromRow(row) }]
  })
}
