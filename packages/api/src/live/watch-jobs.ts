import type { Pool } from '@network3/db/pool'
import { findWatchedJobs } from '@network3/db/queries/job/find-watched-jobs'
import { getJob } from '@network3/db/queries/job/get-job'
import type { JobRow } from '@network3/db/queries/job/job-row'
import type { Clock } from '@network3/service/clock'
import type { WatchMessage } from '../routers/jobs/watch-jobs.schema.ts'
import type { JobFeed, WatchScope } from './create-job-feed.ts'
import { lookAtJob } from './look-at-job.ts'
import type { JobPlace, WatchPlace } from './watch-id.ts'

export type WatchEntry = { place: WatchPlace; message: WatchMessage }

/** Looking back from where somebody has come: gateways' clocks differ, and transactions take their time. */
const OVERLAP_MS = 10_000
/** Longer than the feed looks back: of what ended so shortly before a reader came, it may be told still. */
const ENDED_LATELY_MS = 60_000
/** After every piece of log of an attempt. */
const LOG_END = 2 ** 31 - 1
/** Jobs whose places one reader keeps; of those it forgets it may tell a state twice. */
const PLACES = 10_000

/**
 * One reader's stream: what the jobs of a scope are now (with `after`: what became of them since), then each change of
 * state and each piece of log as it comes. Everything is read from the tables, so that memory stays bounded and nothing
 * is lost; a reader that falls behind looks at everything again. Ends when the signal is aborted or the feed closes.
 */
export async function* watchJobs(
  deps: { pool: Pool; jobFeed: JobFeed; clock: Clock },
  scope: WatchScope,
  after: WatchPlace | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<WatchEntry> {
  const { pool, jobFeed, clock } = deps
  const reader = createReader(deps, scope, after)
  let changedSince = after && new Date(after.atMs - OVERLAP_MS)
  while (signal?.aborted !== true) {
    // Joined before the tables are read: what happens in between is looked at twice, never missed.
    const channel = await jobFeed.join(scope)
    const leave = () => jobFeed.leave(scope, channel)
    signal?.addEventListener('abort', leave)
    const lookedAt = clock.now()
    try {
      yield* reader.all(changedSince)
      changedSince = new Date(lookedAt - OVERLAP_MS)
      for (let notice = await channel.next(); notice !== undefined; notice = await channel.next()) {
        if (notice === 'all') {
          yield* reader.all(changedSince)
          continue
        }
        const job = await getJob(pool, notice.jobId)
        if (job !== undefined) yield* reader.one(job)
      }
      if (!channel.hasOverflowed()) return
    } finally {
      signal?.removeEventListener('abort', leave)
      leave()
    }
  }
}

function createReader(
  { pool, clock }: { pool: Pool; clock: Clock },
  scope: WatchScope,
  after: WatchPlace | undefined,
) {
  const isOfOne = 'jobId' in scope
  const logsSince = isOfOne || after === undefined ? undefined : new Date(after.atMs - OVERLAP_MS)
  const places = new Map<string, JobPlace>()
  if (isOfOne && after?.job !== undefined) places.set(scope.jobId, after.job)

  async function* one(job: JobRow): AsyncGenerator<WatchEntry> {
    const atMs = clock.now()
    for await (const { place, message } of lookAtJob(pool, job, { from: places.get(job.id), logsSince })) {
      // Last in, last forgotten.
      places.delete(job.id)
      places.set(job.id, place)
      yield { place: { atMs, job: isOfOne ? place : undefined }, message }
    }
    for (const id of places.keys()) {
      if (places.size <= PLACES) break
      places.delete(id)
    }
  }

  async function* all(changedSince: Date | undefined): AsyncGenerator<WatchEntry> {
    if (isOfOne) {
      const job = await getJob(pool, scope.jobId)
      if (job !== undefined) yield* one(job)
      return
    }
    const { leaseId } = scope
    const since = changedSince ?? new Date(clock.now() - ENDED_LATELY_MS)
    for (const { job, isChanged, isOver } of await findWatchedJobs(pool, { leaseId, since })) {
      const { status, fence } = job
      // Whoever begins to watch is not told of what was over before.
      if (changedSince === undefined && isOver) {
        places.set(job.id, { status, fence, logFence: fence, logIndex: LOG_END })
        continue
      }
      // Told by the stream that this one goes on from.
      if (changedSince !== undefined && !isChanged && !places.has(job.id)) {
        places.set(job.id, { status, fence, logFence: 0, logIndex: 0 })
      }
      yield* one(job)
    }
  }
  return { one, all }
}
