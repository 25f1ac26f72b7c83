import type { Db } from '../../pool.ts'
import { weiToDb } from '../../wei.ts'
import { type DbJob, type JobRow, jobColumns, jobFromRow } from './job-row.ts'

/** The job that a request key of a lease was used for, or undefined. */
export async function getJobByRequest(db: Db, leaseId: bigint, key: string): Promise<JobRow | undefined> {
  const { rows } = await db.query<DbJob>({
    name: 'get-job-by-request',
    text: `SELECT ${jobColumns} FROM job j WHERE j.lease_id = $1 AND j.request_key = $2`,
    values: [weiToDb(leaseId), key],
  })
  return rows[0] && jobFromRow(rows[0])
}
