export type Random = {
  /** From 0 up to, not including, `limit`. */
  below(limit: number): number
  pick<T>(items: readonly T[]): T
  hex(byteLength: number): `0x${string}`
  /** From 1 to `limit`. */
  amount(limit: bigint): bigint
}

/** A repeatable source of chance (mulberry32): the seed names the whole run. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('Nothing to pick from.')
      return item
    },
    hex: (byteLength) =>
      `0x${Array.from({ length: byteLength }, () => below(256).toString(16).padStart(2, '0')).join('')}`,
    amount: (limit) => 1n + (BigInt(below(2 ** 30)) * limit) / BigInt(2 ** 30),
  }
}
