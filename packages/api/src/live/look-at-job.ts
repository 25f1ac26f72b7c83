import type { Pool } from '@network3/db/pool'
import { findJobLogs } from '@network3/db/queries/job/find-job-logs'
import type { JobRow } from '@network3/db/queries/job/job-row'
import { encodeJob } from '../routers/jobs/encode-job.ts'
import type { WatchMessage } from '../routers/jobs/watch-jobs.schema.ts'
import type { JobPlace } from './watch-id.ts'

const LOGS_PER_PAGE = 100
/** Of these the state is told before the log, which goes on; of all others after it, so that it closes the log. */
const UNDER_WAY: readonly JobRow['status'][] = ['queued', 'needs-reseal', 'assigned', 'running']

/** Nothing was told of it: no status is the first, and pieces count attempts from 1. */
const NOWHERE = { status: undefined, fence: 0, logFence: 0, logIndex: 0 } as const

export type Look = { place: JobPlace; message: WatchMessage }

/**
 * What somebody at `from` has not been told of a job, each message with the place after it. `logsSince`: of a job nothing
 * was told of, pieces before that are old.
 */
export async function* lookAtJob(
  pool: Pool,
  job: JobRow,
  { from, logsSince }: { from: JobPlace | undefined; logsSince: Date | undefined },
): AsyncGenerator<Look> {
  const { status, fence } = job
  const told = from ?? NOWHERE
  const isNews = told.status !== status || told.fence !== fence
  const isUnderWay = UNDER_WAY.includes(status)
  const message: WatchMessage = { type: 'job', job: encodeJob(job) }
  let { logFence, logIndex } = told
  if (isNews && isUnderWay) yield { place: { status, fence, logFence, logIndex }, message }
  // A state that is told after its log is not known before: whoever reconnects in between gets it then.
  const before =
    isUnderWay || !isNews ? { status, fence } : { status: told.status ?? 'queued', fence: told.fence }
  // Before the first assignment nobody writes.
  for (let more = fence > 0; more; ) {
    const pieces = await findJobLogs(pool, {
      ...{ jobId: job.id, after: { fence: logFence, index: logIndex }, limit: LOGS_PER_PAGE },
      since: logFence === 0 ? logsSince : undefined,
    })
    for (const piece of pieces) {
      ;({ fence: logFence, index: logIndex } = piece)
      const log = { type: 'log', jobId: job.id, ...piece, at: piece.at.toISOString() } as const
      yield { place: { ...before, logFence, logIndex }, message: log }
    }
    more = pieces.length === LOGS_PER_PAGE
  }
  if (isNews && !isUnderWay) yield { place: { status, fence, logFence, logIndex }, message }
}
