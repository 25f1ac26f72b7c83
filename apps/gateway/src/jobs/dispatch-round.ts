import type { Address, Hex } from '@network3/core/hex'
import { type MatchedJob, type MatchNode, matchJob, ownerOf } from '@network3/core/jobs/match-job'
import { triedNodes } from '@network3/core/jobs/tried-nodes'
import type { AttemptRow } from '@network3/db/queries/job/attempt-row'
import { findAttempts } from '@network3/db/queries/job/find-attempts'
import { findWantedJobs, type WantedJob } from '@network3/db/queries/job/find-wanted-jobs'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { type Assignment, assignJobs } from '@network3/db/write/assign-jobs'
import type { NodeLink } from '../hub.ts'
import type { JobContext } from './job-context.ts'
import { orderOf } from './order-of.ts'

/** Jobs looked at in a round. */
const ROUND = 500
/** With more free nodes than this the database is not told which: the list would cost more than it saves. */
const NAMED_NODES = 256
const NO_BLOCK: Hex = `0x${'00'.repeat(32)}`

/**
 * Gives waiting jobs to free nodes of this gateway, oldest first. True when there may be more to give at once: another
 * gateway took some of what was chosen, or the round was full.
 */
export async function dispatchRound(context: JobContext): Promise<boolean> {
  const { hub, deps, slots, metrics } = context
  const now = context.now()
  const free = new Map<Address, { link: NodeLink; slots: number }>()
  for (const link of hub.links()) {
    const count = slots.free(link, now.getTime())
    if (count > 0) free.set(link.node, { link, slots: count })
  }
  if (free.size === 0) return false
  const nodes = free.size > NAMED_NODES ? null : [...free.keys()]
  const wanted = await findWantedJobs(deps.pool, { nodes, now, limit: ROUND })
  if (wanted.length === 0) return false
  const retried = wanted.filter(({ fence }) => fence > 0).map(({ id }) => id)
  const attempts = Map.groupBy(await findAttempts(deps.pool, retried), ({ jobId }) => jobId)
  // Newer than every job that is looked at, as its hash could not be known when they were sent.
  const beacon = (await getTip(deps.pool))?.blockHash ?? NO_BLOCK
  const assignments: Assignment[] = []
  for (const job of wanted) {
    if (free.size === 0) break
    const candidates = job.sealedTo.length === 0 ? [...free.keys()] : job.sealedTo
    const matchable = candidates.flatMap((node) => {
      const found = free.get(node)
      return found === undefined ? [] : [matchNodeOf(found.link, found.slots)]
    })
    const { chosen } = matchJob(matchedJobOf(job, attempts.get(job.id) ?? []), matchable, beacon)
    const found = chosen === undefined ? undefined : free.get(chosen)
    if (found === undefined) continue
    const { node, operator, subnet } = found.link
    assignments.push({ job, node, operator, subnet })
    found.slots--
    if (found.slots === 0) free.delete(node)
  }
  const given = await assignJobs(deps.pool, { assignments, gateway: deps.gatewayId, now })
  for (const { job, node } of given) {
    slots.take(node, { jobId: job.id, fence: job.fence })
    // A link that is over, or full, hears of it on its next resync.
    hub.link(node)?.send('assign', orderOf(job, job.fence))
  }
  metrics.event('assigned', given.length)
  return given.length < assignments.length || (given.length > 0 && wanted.length === ROUND)
}

function matchedJobOf(job: WantedJob, attempts: readonly AttemptRow[]): MatchedJob {
  // Who holds, or held and returned, a replica: a lost one makes room for its owner's next node.
  const others = job.replicas === 1 ? [] : attempts.filter(({ status }) => status !== 'ended')
  return {
    ...{ id: job.id, kind: job.kind, class: job.class, visibility: job.visibility },
    ...{ memoryBytes: job.terms.limits.memoryBytes, sealedTo: job.sealedTo, operator: job.leaseOperator },
    // The statement that found it counted them, and the one that assigns it counts them again.
    leaseSlotsFree: null,
    tried: triedNodes(attempts),
    takenOwners: others.map((attempt) => ownerOf({ ...attempt, operator: attempt.operator ?? undefined })),
    takenSubnets: others.map(({ subnet }) => subnet),
  }
}

function matchNodeOf({ node, operator, subnet, capacity, paused }: NodeLink, freeSlots: number): MatchNode {
  const { memoryBytes, kinds, classes } = capacity
  return {
    ...{ node, operator, subnet, isOnline: true, paused: paused ?? null, freeSlots },
    ...{ memoryBytes, kinds, classes },
  }
}
