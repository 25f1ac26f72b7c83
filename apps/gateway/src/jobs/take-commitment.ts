import { isLive } from '@network3/core/jobs/job-state'
import { findAttempts } from '@network3/db/queries/job/find-attempts'
import { getJob } from '@network3/db/queries/job/get-job'
import { changeJob } from '@network3/db/write/change-job'
import type { AgentBody } from '@network3/protocol/node/frames'
import { recoverSigner } from '@network3/protocol/node/node-signature'
import { commitmentText } from '@network3/protocol/node/signed-texts'
import type { NodeLink } from '../hub.ts'
import { endAttempt } from './end-attempt.ts'
import type { JobContext } from './job-context.ts'

/** A replica is bound to its result; when the last has committed, all are told to show theirs, by every gateway. */
export async function takeCommitment(
  context: JobContext,
  link: NodeLink,
  body: AgentBody<'commitment'>,
): Promise<void> {
  const { deps } = context
  const { jobId, fence, commitment, signature } = body
  const { node } = link
  const text = commitmentText({ chainId: deps.chainId, node, jobId, fence, commitment })
  const taken = await changeJob(
    deps.pool,
    { jobId, now: context.now() },
    async ({ job, attempts, apply }) => {
      const attempt = attempts.find((each) => each.fence === fence && each.node === node)
      if (attempt === undefined || !isLive(attempt)) return 'over' as const
      const isSame = attempt.commitment === null || attempt.commitment === commitment
      if (!isSame || recoverSigner(text, signature) !== node) return 'invalid' as const
      await apply({ type: 'commit', fence }, { attempt: { commitment } })
      const rest = attempts.filter((each) => isLive(each) && each.fence !== fence)
      return job.wanted === 0 && rest.every(({ status }) => status === 'committed') ? 'complete' : 'waiting'
    },
  )
  if (taken === undefined || taken === 'over') {
    context.slots.release(node, { jobId, fence })
    link.send('cancel', { jobId, fence, reason: 'ATTEMPT_SUPERSEDED' })
  } else if (taken === 'invalid') {
    await endAttempt(
      context,
      { node, jobId, fence },
      'ATTEMPT_RECEIPT_INVALID',
      'It committed twice, or for another.',
    )
    link.send('cancel', { jobId, fence, reason: 'ATTEMPT_RECEIPT_INVALID' })
  } else if (taken === 'complete') {
    await context.announceReveal(jobId)
  }
}

/** Tells this gateway's nodes of a job whose replicas have all committed to show their results. */
export async function revealHere({ hub, deps }: JobContext, jobId: string): Promise<void> {
  const job = await getJob(deps.pool, jobId)
  const attempts = (await findAttempts(deps.pool, [jobId])).filter(isLive)
  const isComplete = job?.wanted === 0 && attempts.every(({ status }) => status === 'committed')
  if (!isComplete) return
  for (const { node, fence } of attempts) hub.link(node)?.send('reveal', { jobId, fence })
}
