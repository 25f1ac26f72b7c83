import type { NotReadyReason } from '@network3/service/health-server'

type Phase = 'starting' | 'standby' | 'backfilling' | 'following' | 'halted'

/** What /readyz answers from. `…At` in milliseconds since the Unix epoch. */
export type IndexerStatus = {
  phase: Phase
  tip: bigint | undefined
  head: bigint | undefined
  safe: bigint | undefined
  finalized: bigint | undefined
  /** The newest failure since the last success, if any. */
  problem: NotReadyReason | undefined
  /** When the chain was last heard of. */
  heardAt: number | undefined
}

export function createStatus(): IndexerStatus {
  return {
    phase: 'starting',
    ...{ tip: undefined, head: undefined, safe: undefined, finalized: undefined },
    ...{ problem: undefined, heardAt: undefined },
  }
}

/** Blocks our tip may be behind the head and still count as live. */
const LIVE_LAG_BLOCKS = 5n
/** A node that has not answered for so long is stale. */
const STALE_AFTER_MS = 15_000

/** Why the indexer is not ready; empty when it is. Pure. */
export function notReadyReasons(status: IndexerStatus, nowMs: number): NotReadyReason[] {
  if (status.phase === 'halted') {
    return [status.problem ?? { code: 'INDEXER_HALTED', message: 'The indexer halted.' }]
  }
  if (status.phase === 'standby') {
    return [{ code: 'WRITER_LOCKED', message: 'Another indexer writes this chain; this one stands by.' }]
  }
  const reasons: NotReadyReason[] = status.problem === undefined ? [] : [status.problem]
  if (status.heardAt === undefined || status.tip === undefined || status.head === undefined) {
    return [...reasons, { code: 'INDEXER_EMPTY', message: 'The indexer has not heard of the chain yet.' }]
  }
  if (nowMs - status.heardAt > STALE_AFTER_MS) {
    const seconds = Math.round((nowMs - status.heardAt) / 1000)
    reasons.push({ code: 'INDEXER_STALE', message: `The chain's node has not answered for ${seconds} s.` })
  }
  const lag = status.head - status.tip
  if (status.phase === 'backfilling' || lag > LIVE_LAG_BLOCKS) {
    reasons.push({ code: 'INDEXER_BEHIND', message: `The indexer is ${lag} blocks behind the chain.` })
  }
  return reasons
}
