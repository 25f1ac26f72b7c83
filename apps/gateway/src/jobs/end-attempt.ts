import type { AttemptEnd } from '@network3/core/jobs/job-state'
import { changeJob } from '@network3/db/write/change-job'
import type { Held, JobContext } from './job-context.ts'

/** Ends an attempt without a result: the job goes elsewhere while it has attempts left. False when it was over before. */
export async function endAttempt(
  context: JobContext,
  { node, jobId, fence }: Held,
  reason: AttemptEnd,
  detail: string,
): Promise<boolean> {
  const { deps, slots, metrics } = context
  const job = await changeJob(deps.pool, { jobId, now: context.now() }, ({ attempts, apply }) => {
    const isTheirs = attempts.some((attempt) => attempt.fence === fence && attempt.node === node)
    const event = { type: 'end', fence, reason } as const
    return isTheirs ? apply(event, { attempt: { detail } }) : Promise.resolve({ refused: 'fence' } as const)
  })
  slots.release(node, { jobId, fence })
  context.dispatch()
  if (job === undefined || 'refused' in job) return false
  metrics.event(reason)
  deps.logger.info({ jobId, fence, node, reason, detail, status: job.status }, 'attempt ended')
  return true
}
