import type { Address, Hex } from '../hex.ts'
import type { Verdict } from './job-state.ts'

/** Distinct owners asked at most before a job ends as JOB_REPLICAS_DISAGREE. */
export const MAX_REPLICAS = 7

export type ReplicaResult = {
  fence: number
  owner: Address
  outcome: 'ok' | 'failed'
  outputHash: Hex
  /** Decimal digits: a node that did the same work counted the same. */
  gas: string
}

/**
 * What the results so far say. Two equal results of two that were asked are enough; after a mismatch more owners are
 * asked, one at a time, until more than half of at least three agree. `outstanding`: replicas that have not shown theirs.
 * `agreed`: fences of the majority, lowest first; empty unless the verdict is `agreed` or `run-failed`. An owner counts
 * once, by its first result.
 */
export function compareReplicas(
  results: readonly ReplicaResult[],
  { replicas, outstanding }: { replicas: number; outstanding: number },
): { verdict: Verdict; agreed: number[] } {
  const votes = oneVoteEach(results)
  const groups = new Map<string, ReplicaResult[]>()
  for (const vote of votes) {
    const key = `${vote.outcome} ${vote.outputHash} ${vote.gas}`
    groups.set(key, [...(groups.get(key) ?? []), vote])
  }
  const [largest = []] = [...groups.values()].sort((a, b) => b.length - a.length)
  if (outstanding > 0) return { verdict: 'waiting', agreed: [] }
  const isMajority = replicas === 1 || (largest.length >= 2 && 2 * largest.length > votes.length)
  if (isMajority) {
    const agreed = largest.map(({ fence }) => fence)
    return { verdict: largest[0]?.outcome === 'ok' ? 'agreed' : 'run-failed', agreed }
  }
  return { verdict: votes.length < MAX_REPLICAS ? 'more' : 'disagreed', agreed: [] }
}

function oneVoteEach(results: readonly ReplicaResult[]): ReplicaResult[] {
  const seen = new Set<Address>()
  return results
    .toSorted((a, b) => a.fence - b.fence)
    .filter(({ owner }) => !seen.has(owner) && seen.add(owner))
}
