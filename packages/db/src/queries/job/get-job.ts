import type { Db } from '../../pool.ts'
import { type DbJob, type JobRow, jobColumns, jobFromRow } from './job-row.ts'

/** One job, or undefined. */
export async function getJob(db: Db, id: string): Promise<JobRow | undefined> {
  const { rows } = await db.query<DbJob>({
    name: 'get-job',
    text: `SELECT ${jobColumns} FROM job j WHERE j.id = $1`,
    values: [id],
  })
  return rows[0] && jobFromRow(rows[0])
}
