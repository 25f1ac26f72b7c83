import { describe, expect, it } from 'vitest'
import { createRangeSize } from './range-size.ts'

describe('createRangeSize', () => {
  it('comes to about the target, from either side', () => {
    for (const logsPerBlock of [0.2, 3, 200, 3_000]) {
      const size = createRangeSize({ target: 10_000, start: 2_000n })
      for (let round = 0; round < 20; round++)
        size.answered(size.blocks(), Math.round(Number(size.blocks()) * logsPerBlock))
      const logs = Number(size.blocks()) * logsPerBlock
      expect(logs).toBeGreaterThan(7_000)
      expect(logs).toBeLessThan(13_000)
    }
  })

  it('grows fourfold over silence, up to the maximum', () => {
    const size = createRangeSize({ start: 100n, max: 1_000n })
    size.answered(100n, 0)
    expect(size.blocks()).toBe(400n)
    size.answered(400n, 0)
    expect(size.blocks()).toBe(1_000n)
  })

  it('halves on failure, down to one block', () => {
    const size = createRangeSize({ start: 8n })
    const seen = [8n, 4n, 2n, 1n].map((blocks) => {
      size.failed(blocks)
      return size.blocks()
    })
    expect(seen).toEqual([4n, 2n, 1n, 1n])
  })
})
