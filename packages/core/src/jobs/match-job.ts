import type { Address, Hex } from '../hex.ts'
import type { JobMatchReasonCode } from '../job-reasons.ts'
import { assignmentRank } from './assignment-rank.ts'
import type { JobClass, JobKind, JobVisibility } from './job-terms.ts'

/** What a job asks of a node. */
export type MatchedJob = {
  id: string
  kind: JobKind
  class: JobClass
  visibility: JobVisibility
  memoryBytes: number
  /** Nodes it was sealed to; of a public job those it may run on, empty for any. */
  sealedTo: readonly Address[]
  /** The operator of its lease; null for the network's own work. */
  operator: Address | null
  /** Slots of its lease not in use; null for the network's own work. */
  leaseSlotsFree: number | null
  /** Nodes that may not have it again (triedNodes). */
  tried: readonly Address[]
  /** Owners and networks of its other replicas. */
  takenOwners: readonly Address[]
  takenSubnets: readonly Hex[]
}

export type MatchNode = {
  node: Address
  /** Undefined while it is not registered: it is then an owner of its own. */
  operator: Address | undefined
  subnet: Hex
  isOnline: boolean
  /** Code of packages/core/src/node-reasons.ts. */
  paused: string | null
  freeSlots: number
  memoryBytes: number
  kinds: readonly string[]
  classes: readonly string[]
}

/** Whether a node can take the job; else the one dimension that failed first, with what it needed and had. */
export type MatchAnswer = {
  node: Address
  code: JobMatchReasonCode
  need: string | null
  have: string | null
}

/** Whose replica it is: of its operator, or of the node itself. */
export const ownerOf = ({ node, operator }: Pick<MatchNode, 'node' | 'operator'>): Address => operator ?? node

/** The chosen node, undefined when none can take it, and the answer for every node, in the order given. */
export function matchJob(
  job: MatchedJob,
  nodes: readonly MatchNode[],
  beacon: Hex,
): { chosen: Address | undefined; answers: MatchAnswer[] } {
  const answers = nodes.map((node) => matchNode(job, node))
  let chosen: Address | undefined
  let lowest: Hex | undefined
  for (const { node, code } of answers) {
    if (code !== 'MATCH_OK') continue
    const rank = assignmentRank(beacon, job.id, node)
    if (lowest === undefined || rank < lowest) {
      lowest = rank
      chosen = node
    }
  }
  return { chosen, answers }
}

/** Dimensions from what cannot change to what passes by itself, so that the first to fail is the one to act on. */
export function matchNode(job: MatchedJob, node: MatchNode): MatchAnswer {
  const no = (code: JobMatchReasonCode, need: string | null = null, have: string | null = null) => ({
    ...{ node: node.node, code, need, have },
  })
  if (job.operator !== null && node.operator !== job.operator) {
    return no('MATCH_NOT_OF_LEASE', job.operator, node.operator ?? null)
  }
  const isNamed = job.visibility === 'private' || job.sealedTo.length > 0
  if (isNamed && !job.sealedTo.includes(node.node)) return no('MATCH_NOT_SEALED_TO')
  if (!node.kinds.includes(job.kind)) return no('MATCH_KIND', job.kind, node.kinds.join(', '))
  if (!node.classes.includes(job.class)) return no('MATCH_CLASS', job.class, node.classes.join(', '))
  if (node.memoryBytes < job.memoryBytes) {
    return no('MATCH_MEMORY', `${job.memoryBytes} bytes`, `${node.memoryBytes} bytes`)
  }
  if (job.tried.includes(node.node)) return no('MATCH_TRIED_BEFORE')
  if (job.takenOwners.includes(ownerOf(node))) return no('MATCH_SAME_OWNER', 'another owner', ownerOf(node))
  if (job.takenSubnets.includes(node.subnet)) return no('MATCH_SAME_OWNER', 'another network', 'the same')
  if (!node.isOnline) return no('MATCH_OFFLINE')
  // Without a key for sealed messages it still takes public work, as the reason's sentence says.
  const isPaused = node.paused !== null && !(node.paused === 'PAUSED_NO_KEY' && job.visibility === 'public')
  if (isPaused) return no('MATCH_PAUSED', null, node.paused)
  if (job.leaseSlotsFree !== null && job.leaseSlotsFree < 1) {
    return no('MATCH_LEASE_FULL', '1', String(Math.max(0, job.leaseSlotsFree)))
  }
  if (node.freeSlots < 1) return no('MATCH_NO_FREE_SLOT', '1', String(Math.max(0, node.freeSlots)))
  return no('MATCH_OK')
}
