/** A source of chance that a seed repeats exactly: mulberry32 (Tommy Ettinger, public domain). */
export type Random = {
  /** A whole number from 0 to `below` − 1. */
  below: (below: number) => number
  /** One of the list; undefined when it is empty. */
  pick: <T>(list: readonly T[]) => T | undefined
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number) => next() % limit
  return { below, pick: (list) => (list.length === 0 ? undefined : list[below(list.length)]) }
}
