import { findAttempts } from '@network3/db/queries/job/find-attempts'
import { findHeldAttempts } from '@network3/db/queries/job/find-held-attempts'
import { adoptAttempts } from '@network3/db/write/adopt-attempts'
import type { AgentBody } from '@network3/protocol/node/frames'
import type { NodeLink } from '../hub.ts'
import type { JobContext } from './job-context.ts'
import { orderOf } from './order-of.ts'
import { revealHere } from './take-commitment.ts'

/**
 * Answers everything a node holds with what it should hold. Cases, by attempt:
 * 1. live there and here: kept, and followed by this gateway from now on;
 * 2. live here only: the order was lost on the way, or forgotten by the node, and is sent again under the same fence;
 * 3. held there, returned here: its `stored` was lost, and is sent again;
 * 4. held there, over here: dropped, so that a zombie stops.
 */
export async function resync(context: JobContext, link: NodeLink, state: AgentBody<'state'>): Promise<void> {
  const { deps, slots, metrics } = context
  await adoptAttempts(deps.pool, link.node, deps.gatewayId)
  const live = await findHeldAttempts(deps.pool, link.node)
  slots.set(
    link.node,
    live.map(({ attempt }) => attempt),
  )
  const held = new Set(state.jobs.map(({ jobId, fence }) => `${jobId}:${fence}`))
  const isLive = new Set(live.map(({ attempt: { jobId, fence } }) => `${jobId}:${fence}`))
  const known = state.jobs.filter(({ jobId, fence }) => isLive.has(`${jobId}:${fence}`))
  const unknown = state.jobs.filter(({ jobId, fence }) => !isLive.has(`${jobId}:${fence}`))
  const ended = await findAttempts(deps.pool, [...new Set(unknown.map(({ jobId }) => jobId))])
  const isReturned = ({ jobId, fence }: { jobId: string; fence: number }) =>
    ended.some(
      (attempt) =>
        attempt.jobId === jobId &&
        attempt.fence === fence &&
        attempt.node === link.node &&
        attempt.status === 'returned',
    )
  const stored = unknown.filter(isReturned)
  const drop = unknown.filter((handle) => !isReturned(handle)).map(({ jobId, fence }) => ({ jobId, fence }))
  link.send('sync', { keep: known.map(({ jobId }) => jobId), drop })
  for (const { jobId, fence } of stored) link.send('stored', { jobId, fence })
  const lost = live.filter(({ attempt: { jobId, fence } }) => !held.has(`${jobId}:${fence}`))
  for (const { job, attempt } of lost) link.send('assign', orderOf(job, attempt.fence))
  for (const { attempt } of live) if (attempt.status === 'committed') await revealHere(context, attempt.jobId)
  metrics.resynced('sent-again', lost.length)
  metrics.resynced('dropped', drop.length)
  metrics.resynced('stored-again', stored.length)
  context.dispatch()
}
