import { lowerOf } from '../sync/interval.ts'

/** How many blocks to ask for next, so that an answer holds about `target` logs. */
export type RangeSize = {
  /** Blocks in the next request. */
  blocks(): bigint
  /** An answer came: `logs` in `blocks`. */
  answered(blocks: bigint, logs: number): void
  /** A request of so many blocks failed: ask for half, unless one block already failed. */
  failed(blocks: bigint): void
}

export type RangeSizeOptions = { target?: number; start?: bigint; max?: bigint }

/**
 * Asks by events, not by blocks. Pure but for what it remembers. After an answer the size goes towards target / got,
 * at most fourfold at once (a quiet stretch says little of the next); after an error it is halved.
 */
export function createRangeSize({
  target = 2_500,
  start = 32n,
  max = 100_000n,
}: RangeSizeOptions = {}): RangeSize {
  let size = start
  const clamp = (blocks: bigint) => (blocks < 1n ? 1n : lowerOf(blocks, max))
  return {
    blocks: () => size,
    answered: (blocks, logs) => {
      const ratio = logs === 0 ? 4 : Math.min(4, Math.max(0.25, target / logs))
      // In thousandths, because the size is a bigint. Answers to smaller (older) requests must not shrink it.
      const wanted = clamp((blocks * BigInt(Math.round(ratio * 1_000))) / 1_000n)
      if (wanted > size ? blocks >= size / 2n : blocks >= size) size = wanted
    },
    failed: (blocks) => {
      size = clamp(lowerOf(blocks, size) / 2n)
    },
  }
}
