import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { registeredSlots } from './contribution.ts'

const span = { startsAt: 1_000n, endsAt: 1_060n }

describe('registeredSlots', () => {
  it.each([
    ['registered long before', 0n, undefined, 24n],
    ['registered in the first second', 1_000n, undefined, 24n],
    ['registered a second later, so not through the first slot', 1_001n, undefined, 23n],
    ['registered after half the epoch', 1_030n, undefined, 12n],
    ['registered in the last second', 1_059n, undefined, 0n],
    ['registered when the epoch was over', 1_060n, undefined, 0n],
    ['retired before it began', 0n, 900n, 0n],
    ['retired within the third slot', 0n, 1_007n, 2n],
    ['retired in its last second', 0n, 1_059n, 23n],
    ['retired after it', 0n, 2_000n, 24n],
    ['registered and retired within one slot', 1_001n, 1_002n, 0n],
  ])('counts whole slots only: %s', (_, registeredAt, retiredAt, slots) => {
    expect(registeredSlots(span, registeredAt, retiredAt)).toBe(slots)
  })

  it('splits: slots before and after a moment never exceed the whole', () => {
    const times = fc.bigInt({ min: 900n, max: 1_100n })
    fc.assert(
      fc.property(times, (moment) => {
        const before = registeredSlots(span, 0n, moment)
        const after = registeredSlots(span, moment, undefined)
        expect(before + after <= 24n && before + after >= 23n).toBe(true)
      }),
    )
  })
})
