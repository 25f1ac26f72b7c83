import { createByteReader } from './bytes.ts'

/** Fisher–Yates with rejection sampling: the place of a stanza says nothing about the order recipients were given in. */
export function shuffle<T>(items: readonly T[], randomBytes: (length: number) => Uint8Array): T[] {
  const shuffled: T[] = []
  for (const item of items) {
    const place = randomBelow(shuffled.length + 1, randomBytes)
    const displaced = shuffled[place]
    if (displaced !== undefined) shuffled.push(displaced)
    shuffled[place] = item
  }
  return shuffled
}

/** Uniform in 0..limit-1 for 1 ≤ limit ≤ 2^16. */
function randomBelow(limit: number, randomBytes: (length: number) => Uint8Array): number {
  const fair = 2 ** 32 - (2 ** 32 % limit)
  for (;;) {
    const value = createByteReader(randomBytes(4), 'misuse', 'random number').uint32()
    if (value < fair) return value % limit
  }
}
