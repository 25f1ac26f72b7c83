import type { Db } from '../../pool.ts'
import { type AttemptRow, attemptFromRow, type DbAttempt } from './attempt-row.ts'

/** Every attempt of these jobs, by job and rising fence. */
export async function findAttempts(db: Db, jobIds: readonly string[]): Promise<AttemptRow[]> {
  if (jobIds.length === 0) return []
  const { rows } = await db.query<DbAttempt>({
    name: 'find-attempts',
    text: 'SELECT a.* FROM job_attempt a WHERE a.job_id = ANY($1) ORDER BY a.job_id, a.fence',
    values: [jobIds],
  })
  return rows.map(attemptFromRow)
}
