import type { Hex } from '@network3/core/hex'
import type { BlockId } from '@network3/db/write/blocks'

/** A block of the chain as its head or as the next one to apply. */
export type CandidateBlock = BlockId & { parentHash: Hex }

export type Reconciliation =
  /** The block is ours already: nothing to do. */
  | { case: 'duplicate' }
  /** The block is our tip's child: apply it. */
  | { case: 'append' }
  /** Blocks between our tip and this one are to be fetched first. */
  | { case: 'gap'; from: bigint; to: bigint }
  /** The chain at or below our tip is not ours: find the common ancestor. */
  | { case: 'reorg' }
  /** The chain ends below our tip, with a block of ours: a node that lags, or a chain that was set back. */
  | { case: 'behind' }

/**
 * Compares a block with our tip. Pure. `ownHash` is the hash we hold at the block's number, when that is below
 * our tip and we hold one.
 *
 * 1. same block as the tip                    → duplicate
 * 2. below the tip and ours                   → behind
 * 3. below the tip and not ours, or unknown   → reorg
 * 4. same height as the tip, another hash     → reorg
 * 5. one above, and its parent is the tip     → append
 * 6. one above, and its parent is not the tip → reorg
 * 7. further above                            → gap
 */
export function reconcile(tip: BlockId, block: CandidateBlock, ownHash?: Hex): Reconciliation {
  if (block.hash === tip.hash) return { case: 'duplicate' }
  if (block.number < tip.number) return { case: ownHash === block.hash ? 'behind' : 'reorg' }
  if (block.number === tip.number) return { case: 'reorg' }
  if (block.number === tip.number + 1n) {
    return { case: block.parentHash === tip.hash ? 'append' : 'reorg' }
  }
  return { case: 'gap', from: tip.number + 1n, to: block.number }
}
