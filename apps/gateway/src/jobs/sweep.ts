import { countWantedJobs } from '@network3/db/queries/job/count-jobs'
import { findAttempts } from '@network3/db/queries/job/find-attempts'
import {
  findCommittedJobs,
  findLateAttempts,
  findLostAttempts,
  findOverdueJobs,
  findSettleableJobs,
  findSilentJobs,
  findStrandedJobs,
} from '@network3/db/queries/job/find-due-jobs'
import { acceptJob } from '@network3/db/write/accept-job'
import { deleteExpiredBlobs } from '@network3/db/write/blobs'
import { changeJob } from '@network3/db/write/change-job'
import { endAttempt } from './end-attempt.ts'
import type { JobContext } from './job-context.ts'
import { revealHere } from './take-commitment.ts'

/** Of each kind at most this many at one look. */
const LIMIT = 500
/** A node not heard of for this long is lost: three heartbeats, and the time its stream may be resumed. */
const LOST_MS = 150_000
/** Beyond the time a job may take: for fetching, starting and sending back. */
const LATE_MS = 60_000
/** A disputed result nobody ruled on is settled, uncounted, after this long. */
const DISPUTE_MS = 86_400_000

/**
 * What time alone changes, looked for by every gateway: deadlines, lost and late nodes, jobs whose nodes are all gone,
 * silence, settling, blobs nobody needs. Each change is made under the job's lock, so that it happens once.
 */
export async function sweep(context: JobContext): Promise<void> {
  const { deps, metrics } = context
  const { pool } = deps
  const now = context.now()
  const at = { now, limit: LIMIT }
  for (const { id, isLeaseOver } of await findOverdueJobs(pool, at)) {
    const type = isLeaseOver ? 'lease-over' : 'time-out'
    await changeJob(pool, { jobId: id, now }, ({ apply }) => apply({ type }))
    metrics.event(type)
    await context.announceOver(id)
  }
  for (const held of await findLostAttempts(pool, { ...at, graceMs: LOST_MS })) {
    await endAttempt(context, held, 'ATTEMPT_NODE_LOST', 'It was not heard of.')
  }
  for (const held of await findLateAttempts(pool, { ...at, graceMs: LATE_MS })) {
    await endAttempt(context, held, 'ATTEMPT_TIMED_OUT', 'It took longer than the job may.')
    await context.announceOver(held.jobId)
  }
  for (const jobId of await findStrandedJobs(pool, { ...at, graceMs: LOST_MS })) {
    await changeJob(pool, { jobId, now }, ({ apply }) => apply({ type: 'strand' }))
  }
  await acceptSilent(context, now)
  // What the bus would have told, had it not been away.
  for (const jobId of await findCommittedJobs(pool, { gateway: deps.gatewayId, limit: LIMIT })) {
    await revealHere(context, jobId)
  }
  await stopHere(context, context.slots.jobIds())
  for (const jobId of await findSettleableJobs(pool, { ...at, disputeMs: DISPUTE_MS })) {
    await changeJob(pool, { jobId, now }, ({ apply }) => apply({ type: 'settle' }))
  }
  await deleteExpiredBlobs(pool, now, LIMIT)
  const { wanted, oldestSeconds } = await countWantedJobs(pool, now)
  metrics.queue(wanted, oldestSeconds)
}

async function acceptSilent(context: JobContext, now: Date): Promise<void> {
  const { pool } = context.deps
  for (const jobId of await findSilentJobs(pool, { now, limit: LIMIT })) {
    await changeJob(pool, { jobId, now }, async (locked) => {
      // What a judge could not judge when it came counts for nobody: silence is an answer of submitters only.
      if (context.judges.has(locked.job.origin)) {
        await locked.apply({ type: 'settle' }, { detail: 'It could not be judged.' })
      } else await acceptJob(locked, { event: 'silence', epoch: context.epochAt(now), now })
    })
    context.metrics.event('silence')
  }
}

/** Attempts of these jobs that ended while their nodes are here: they stop working for nothing. */
export async function stopHere({ hub, deps, slots }: JobContext, jobIds: readonly string[]): Promise<void> {
  for (const { jobId, node, fence, status, reason } of await findAttempts(deps.pool, jobIds)) {
    if (status !== 'ended' || !slots.release(node, { jobId, fence })) continue
    hub.link(node)?.send('cancel', { jobId, fence, reason: reason ?? 'ATTEMPT_SUPERSEDED' })
  }
}
