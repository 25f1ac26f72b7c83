/** Blocks `from` to `to`, both included. */
export type Interval = { from: bigint; to: bigint }

/** The next at most `blocks` blocks from `from`, not past `end`; undefined when there are none left. */
export function nextInterval(from: bigint, end: bigint, blocks: bigint): Interval | undefined {
  if (from > end) return undefined
  const last = from + (blocks < 1n ? 1n : blocks) - 1n
  return { from, to: lowerOf(last, end) }
}

/** The two halves of an interval, the first the larger; undefined when it is a single block. */
export function halveInterval({ from, to }: Interval): [Interval, Interval] | undefined {
  if (from === to) return undefined
  const middle = from + (to - from) / 2n
  return [
    { from, to: middle },
    { from: middle + 1n, to },
  ]
}

export function blockCount({ from, to }: Interval): bigint {
  return to - from + 1n
}

/** The lower of two block numbers. (Math.min takes no bigint.) */
export function lowerOf(left: bigint, right: bigint): bigint {
  if (left < right) return left
  return right
}
