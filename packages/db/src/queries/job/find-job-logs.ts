import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb } from '../../write/hex.ts'

export type JobLogRow = { fence: number; index: number; envelope: Hex; at: Date }

/** Pieces of a job's log after a place, in order: of an attempt by index, attempts by fence. `since`: none before. */
export async function findJobLogs(
  db: Db,
  params: {
    jobId: string
    after?: { fence: number; index: number } | undefined
    since?: Date | undefined
    limit: number
  },
): Promise<JobLogRow[]> {
  const { jobId, after = { fence: 0, index: 0 }, since = null, limit } = params
  const { rows } = await db.query<{ fence: number; index: number; envelope: Buffer; at: Date }>({
    name: 'find-job-logs',
    text: `SELECT fence, index, envelope, at FROM job_log WHERE job_id = $1 AND (fence, index) > ($2, $3)
             AND ($5::timestamptz IS NULL OR at >= $5) ORDER BY fence, index LIMIT $4`,
    values: [jobId, after.fence, after.index, limit, since],
  })
  return rows.map((row) => ({ ...row, envelope: hexFromDb(row.envelope) }))
}
