import { AppError } from '@network3/core/app-error'
import { getJob } from '@network3/db/queries/job/get-job'
import { tracked } from '@trpc/server'
import type { Context } from '../../context.ts'
import { requireLease } from '../../jobs/require-lease.ts'
import type { WatchScope } from '../../live/create-job-feed.ts'
import { trackedOutput } from '../../live/tracked-output.ts'
import { encodeWatchId, parseWatchId } from '../../live/watch-id.ts'
import { watchJobs as watch } from '../../live/watch-jobs.ts'
import { publicProcedure } from '../../trpc.ts'
import { watchJobsInput, watchMessage } from './watch-jobs.schema.ts'

/** Streams of one process. Each costs a socket and a queue, so there is an end to them. */
const MAXIMUM_READERS = 5_000

export const watchJobs = publicProcedure
  .meta({
    summary:
      'States and sealed logs of one job, or of a lease’s, as they come (server-sent events), resumed by last event id.',
    rest: { method: 'GET', path: '/jobs/watch' },
  })
  .input(watchJobsInput)
  .output(trackedOutput(watchMessage))
  .subscription(async function* ({ ctx, input, signal }) {
    if (ctx.jobFeed.readerCount() >= MAXIMUM_READERS) {
      throw new AppError('UNAVAILABLE', 'Too many live streams are open. Try again in a minute.', {
        retryable: true,
      })
    }
    const scope = await requireScope(ctx, input)
    const after = parseWatchId(input.lastEventId ?? '')
    for await (const { place, message } of watch(ctx, scope, after, signal)) {
      yield tracked(encodeWatchId(place), message)
    }
  })

/** Throws NOT_FOUND: a stream of nothing would never say so. */
async function requireScope(
  { pool }: Context,
  { jobId, leaseId }: { jobId?: string | undefined; leaseId?: bigint | undefined },
): Promise<WatchScope> {
  if (leaseId !== undefined) return { leaseId: (await requireLease(pool, leaseId)).id }
  const job = jobId === undefined ? undefined : await getJob(pool, jobId)
  if (job === undefined) throw new AppError('NOT_FOUND', `There is no job ${jobId}.`)
  return { jobId: job.id }
}
