import type { Address } from '@network3/core/hex'
import { type MatchAnswer, type MatchedJob, type MatchNode, matchNode } from '@network3/core/jobs/match-job'
import { triedNodes } from '@network3/core/jobs/tried-nodes'
import type { AttemptRow } from '@network3/db/queries/job/attempt-row'
import type { JobRow } from '@network3/db/queries/job/job-row'
import type { WorkNode } from '@network3/db/queries/node/find-work-nodes'

/** A node counts as online for three heartbeats after it was last heard of. */
const ONLINE_MS = 90_000

export function isOnline({ lastSeenAt, offlineReason }: WorkNode, nowMs: number): boolean {
  return lastSeenAt !== null && offlineReason === null && nowMs - lastSeenAt.getTime() < ONLINE_MS
}

/** For every node of the lease's operator whether it could take the job now, and otherwise what failed. */
export function matchLeaseNodes(
  job: JobRow,
  attempts: readonly AttemptRow[],
  nodes: readonly WorkNode[],
  { operator, leaseSlotsFree, nowMs }: { operator: Address; leaseSlotsFree: number; nowMs: number },
): MatchAnswer[] {
  const matched: MatchedJob = {
    ...{ id: job.id, kind: job.kind, class: job.class, visibility: job.visibility, sealedTo: job.sealedTo },
    ...{ memoryBytes: job.terms.limits.memoryBytes, operator, leaseSlotsFree, tried: triedNodes(attempts) },
    ...{ takenOwners: [], takenSubnets: [] },
  }
  return nodes.map((node) => matchNode(matched, matchNodeOf(node, nowMs)))
}

function matchNodeOf(node: WorkNode, nowMs: number): MatchNode {
  const { operator, freeSlots, memoryBytes, kinds, classes, pausedReason } = node
  return {
    ...{ node: node.node, operator, subnet: node.subnet ?? `0x${'00'.repeat(32)}`, paused: pausedReason },
    ...{ isOnline: isOnline(node, nowMs), freeSlots, memoryBytes, kinds, classes },
  }
}
