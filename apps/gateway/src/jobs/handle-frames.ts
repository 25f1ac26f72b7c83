import { isPassingRefusal } from '@network3/core/jobs/tried-nodes'
import { getJob } from '@network3/db/queries/job/get-job'
import { announceJob } from '@network3/db/write/announce-jobs'
import { changeJob } from '@network3/db/write/change-job'
import { insertJobLog } from '@network3/db/write/job-logs'
import { setLeaseMeter } from '@network3/db/write/lease-meters'
import type { AgentBody } from '@network3/protocol/node/frames'
import { recoverSigner } from '@network3/protocol/node/node-signature'
import { meterText } from '@network3/protocol/node/signed-texts'
import type { NodeLink } from '../hub.ts'
import { tellOfAudit } from './audit.ts'
import { endAttempt } from './end-attempt.ts'
import type { JobContext } from './job-context.ts'
import { resync } from './resync.ts'
import { takeCommitment } from './take-commitment.ts'
import { takeResult } from './take-result.ts'

/** A node that refused for now is left alone for this long, milliseconds. */
const REST_MS = 5_000

/** What nodes say of jobs. Each handler has written before it resolves, so that a frame it acknowledges is durable. */
export function handleFrames(context: JobContext): void {
  const { hub } = context
  hub.on('started', (link, body) => handleStarted(context, link, body))
  hub.on('refused', (link, body) => handleRefused(context, link, body))
  hub.on('log', (link, body) => handleLog(context, link, body))
  hub.on('commitment', (link, body) => takeCommitment(context, link, body))
  hub.on('result', (link, body) => handleResult(context, link, body))
  hub.on('meter', (link, body) => handleMeter(context, link, body))
  hub.on('state', (link, body) => resync(context, link, body))
}

async function handleStarted(
  context: JobContext,
  link: NodeLink,
  { jobId, fence }: AgentBody<'started'>,
): Promise<void> {
  const { deps, metrics } = context
  const { node } = link
  const now = context.now()
  const started = await changeJob(deps.pool, { jobId, now }, async ({ attempts, apply }) => {
    const attempt = attempts.find((each) => each.fence === fence && each.node === node)
    if (attempt === undefined) return undefined
    // A frame that came again changes nothing, and is no reason to stop the node.
    if (attempt.status === 'running' || attempt.status === 'returned') return { createdAt: undefined }
    const job = await apply({ type: 'start', fence })
    return 'refused' in job ? undefined : { createdAt: fence === 1 ? job.createdAt : undefined }
  })
  if (started === undefined) return stop(context, link, { jobId, fence })
  metrics.event('started')
  const { createdAt } = started
  if (createdAt !== undefined) metrics.started((context.now().getTime() - createdAt.getTime()) / 1_000)
}

async function handleRefused(
  context: JobContext,
  link: NodeLink,
  { jobId, fence, reason }: AgentBody<'refused'>,
): Promise<void> {
  if (isPassingRefusal(reason)) context.slots.rest(link.node, context.now().getTime() + REST_MS)
  await endAttempt(context, { node: link.node, jobId, fence }, 'ATTEMPT_NODE_REFUSED', reason)
}

async function handleLog(context: JobContext, link: NodeLink, body: AgentBody<'log'>): Promise<void> {
  const kept = await insertJobLog(context.deps.pool, { ...body, node: link.node, at: context.now() })
  if (kept) announceJob(context.deps.pool, body.jobId)
  else context.metrics.event('log-not-kept')
}

async function handleResult(
  context: JobContext,
  link: NodeLink,
  { receipt, nonce }: AgentBody<'result'>,
): Promise<void> {
  const { deps, metrics, slots } = context
  const { jobId, fence } = receipt
  const { node } = link
  const job = await getJob(deps.pool, jobId)
  if (job === undefined) return stop(context, link, { jobId, fence })
  const taken = await takeResult(context, { receipt, nonce, node }, job)
  if (taken.kind === 'over') return stop(context, link, { jobId, fence }, taken.reason)
  if (taken.kind !== 'stored') {
    metrics.refused(taken.kind)
    const reason = taken.kind === 'invalid' ? 'ATTEMPT_RECEIPT_INVALID' : 'ATTEMPT_FAILED'
    await endAttempt(context, { node, jobId, fence }, reason, taken.detail)
    link.send('cancel', { jobId, fence, reason })
    return
  }
  slots.release(node, { jobId, fence })
  link.send('stored', { jobId, fence })
  context.dispatch()
  if (!taken.isNew) return
  metrics.event('returned')
  deps.logger.info(
    { jobId, fence, node, status: taken.job.status, reason: taken.job.reason },
    'result stored',
  )
  await tellOfAudit(context, taken.job)
  // Replicas that came too late to matter are told to stop.
  if (job.replicas > 1) await context.announceOver(jobId)
}

async function handleMeter(
  context: JobContext,
  link: NodeLink,
  { leaseId, milliseconds, signature }: AgentBody<'meter'>,
): Promise<void> {
  const { deps, metrics } = context
  const { node } = link
  const text = meterText({ chainId: deps.chainId, node, leaseId, milliseconds })
  if (recoverSigner(text, signature) !== node) {
    metrics.refused('meter')
    deps.logger.warn({ node, leaseId }, 'meter was not signed by its node')
    return
  }
  const claimedMs = BigInt(milliseconds)
  // Beyond what a bigint column holds no honest clock has come.
  if (claimedMs >= 2n ** 63n) return metrics.refused('meter')
  await setLeaseMeter(deps.pool, {
    ...{ leaseId: BigInt(leaseId), node, claimedMs, signature, now: context.now() },
  })
}

/** The node works for a fence that is over: it stops, and what it has counts for nothing. */
function stop(
  context: JobContext,
  link: NodeLink,
  handle: { jobId: string; fence: number },
  reason = 'ATTEMPT_SUPERSEDED',
): void {
  context.slots.release(link.node, handle)
  link.send('cancel', { ...handle, reason })
  context.dispatch()
}
