import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockCount, halveInterval, type Interval, nextInterval } from './interval.ts'

describe('nextInterval', () => {
  it('walks over every block exactly once, whatever the sizes', () => {
    const sizes = fc.array(fc.bigInt(-2n, 50n), { minLength: 1 })
    fc.assert(
      fc.property(fc.bigInt(0n, 1_000n), fc.bigInt(0n, 200n), sizes, (from, length, blocks) => {
        const end = from + length
        let cursor = from
        for (let index = 0; ; index++) {
          const interval = nextInterval(cursor, end, blocks[index % blocks.length] ?? 1n)
          if (interval === undefined) break
          expect(interval.from).toBe(cursor)
          expect(interval.to).toBeGreaterThanOrEqual(interval.from)
          expect(interval.to).toBeLessThanOrEqual(end)
          cursor = interval.to + 1n
        }
        expect(cursor).toBe(end + 1n)
      }),
    )
  })
})

describe('halveInterval', () => {
  it('cuts down to single blocks without losing or repeating one', () => {
    const flatten = (interval: Interval): bigint[] => {
      const halves = halveInterval(interval)
      return halves === undefined ? [interval.from] : halves.flatMap(flatten)
    }
    const blocks = flatten({ from: 7n, to: 40n })
    expect(blocks).toEqual(Array.from({ length: 34 }, (_, index) => BigInt(7 + index)))
    expect(blockCount({ from: 7n, to: 40n })).toBe(34n)
  })
})
