import type { Hex } from '@network3/core/hex'
import type { Reason } from '@network3/core/reasons'

/** The block a transaction was seen in. Numbers are kept as text, for they survive JSON that way. */
export type TransactionBlock = { number: string; hash: Hex }

export type TransactionFailure = Reason & { code: string }

/**
 * Where a transaction is in its life. `reorged` is `submitted` over again: its block is no longer part of the chain.
 * `reverted`, `replaced`, `dropped` and `final` are ends.
 */
export type TransactionPhase =
  | { status: 'submitted' }
  | { status: 'mined'; block: TransactionBlock }
  | { status: 'indexed'; block: TransactionBlock }
  | { status: 'final'; block: TransactionBlock }
  | { status: 'reorged' }
  | { status: 'reverted'; failure: TransactionFailure }
  | { status: 'replaced'; byHash: Hex | undefined }
  | { status: 'dropped' }

/** What the watcher saw: facts about the chain and the indexer, in any order and as often as it likes. */
export type TransactionEvent =
  | { type: 'included'; block: TransactionBlock }
  | { type: 'reverted'; failure: TransactionFailure }
  | { type: 'vanished' }
  | { type: 'replaced'; byHash: Hex | undefined }
  | { type: 'dropped' }
  | { type: 'indexedThrough'; blockNumber: bigint }
  | { type: 'finalizedThrough'; blockNumber: bigint }

/**
 * The next phase. Four cases, and the invariant that every event may be repeated or arrive late without harm:
 * 1. waiting (submitted, reorged): a receipt includes or reverts it; a used nonce replaces it; silence drops it.
 * 2. in a block (mined, indexed): a receipt from another block starts over there; a missing one is a reorg.
 * 3. in a block, and the indexer or finality has reached it: indexed, then final. Final waits for indexed, so that
 *    nobody is told "final" about something the page does not show yet.
 * 4. an end: nothing changes it.
 */
export function advance(phase: TransactionPhase, event: TransactionEvent): TransactionPhase {
  switch (phase.status) {
    case 'submitted':
    case 'reorged':
      return fromWaiting(phase, event)
    case 'mined':
    case 'indexed':
      return fromBlock(phase, event)
    default:
      return phase
  }
}

type Waiting = Extract<TransactionPhase, { status: 'submitted' | 'reorged' }>
type InBlock = Extract<TransactionPhase, { status: 'mined' | 'indexed' }>

function fromWaiting(phase: Waiting, event: TransactionEvent): TransactionPhase {
  switch (event.type) {
    case 'included':
      return { status: 'mined', block: event.block }
    case 'reverted':
      return { status: 'reverted', failure: event.failure }
    case 'replaced':
      return { status: 'replaced', byHash: event.byHash }
    case 'dropped':
      return { status: 'dropped' }
    default:
      return phase
  }
}

function fromBlock(phase: InBlock, event: TransactionEvent): TransactionPhase {
  switch (event.type) {
    case 'included':
      return event.block.hash === phase.block.hash ? phase : { status: 'mined', block: event.block }
    case 'reverted':
      return { status: 'reverted', failure: event.failure }
    case 'vanished':
      return { status: 'reorged' }
    case 'indexedThrough':
      return isReached(phase, event.blockNumber) ? { status: 'indexed', block: phase.block } : phase
    case 'finalizedThrough':
      return phase.status === 'indexed' && isReached(phase, event.blockNumber)
        ? { status: 'final', block: phase.block }
        : phase
    default:
      return phase
  }
}

function isReached(phase: InBlock, blockNumber: bigint): boolean {
  return blockNumber >= BigInt(phase.block.number)
}

/** True once nothing more can happen to it. */
export function isEnded(phase: TransactionPhase): boolean {
  return !['submitted', 'reorged', 'mined', 'indexed'].includes(phase.status)
}

/** True while the page does not show its effect yet: the time in which a person watches. */
export function isAwaited(phase: TransactionPhase): boolean {
  return ['submitted', 'reorged', 'mined'].includes(phase.status)
}
