import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochAt, epochEndsAt, epochStartsAt } from './epochs.ts'

const clocks = fc.record({
  genesisAt: fc.bigInt({ min: 0n, max: 1n << 40n }),
  epochLength: fc.bigInt({ min: 1n, max: 1n << 24n }),
})

describe('epochs', () => {
  it('cover all time after genesis without a gap or an overlap', () => {
    fc.assert(
      fc.property(clocks, fc.bigInt({ min: 0n, max: 1n << 41n }), (clock, elapsed) => {
        const timestamp = clock.genesisAt + elapsed
        const epoch = epochAt(clock, timestamp)
        expect(epochStartsAt(clock, epoch) <= timestamp && timestamp < epochEndsAt(clock, epoch)).toBe(true)
        expect(epochEndsAt(clock, epoch)).toBe(epochStartsAt(clock, epoch + 1n))
      }),
    )
  })

  it('begin with 1 at genesis; before it there is none', () => {
    const clock = { genesisAt: 1_000n, epochLength: 60n }
    expect([999n, 1_000n, 1_059n, 1_060n].map((time) => epochAt(clock, time))).toEqual([0n, 1n, 1n, 2n])
    expect(() => epochStartsAt(clock, 0n)).toThrow('Epochs are counted from 1.')
  })
})
