import type { JobStatus } from '@network3/core/jobs/job-status'
import type { Db } from '../../pool.ts'
import { weiToDb } from '../../wei.ts'
import { type DbJob, type JobRow, jobColumns, jobFromRow } from './job-row.ts'

export type FindJobsParams = {
  leaseId: bigint
  status?: JobStatus | undefined
  limit: number
  /** Ids begin with their time, so they order as the jobs were made. */
  before?: string | undefined
}

/** A lease's jobs, newest first. */
export async function findJobs(db: Db, params: FindJobsParams): Promise<JobRow[]> {
  const { leaseId, status = null, limit, before = null } = params
  const { rows } = await db.query<DbJob>({
    name: 'find-jobs',
    text: `SELECT ${jobColumns} FROM job j WHERE j.lease_id = $1 AND ($2::text IS NULL OR j.id < $2)
             AND ($3::text IS NULL OR j.status = $3)
           ORDER BY j.lease_id, j.id DESC LIMIT $4`,
    values: [weiToDb(leaseId), before, status, limit],
  })
  return rows.map(jobFromRow)
}
