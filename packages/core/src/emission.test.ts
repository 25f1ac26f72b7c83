import fc from 'fast-check'
import { expect, it } from 'vitest'
import { emissionOf, emissionThroughDown } from './emission.ts'

const curves = fc.record({
  totalEmission: fc.bigInt({ min: 0n, max: 10n ** 27n }),
  halvingEpochs: fc.bigInt({ min: 1n, max: 100_000n }),
})

it('starts at nothing, never falls, and never passes the total', () => {
  fc.assert(
    fc.property(curves, fc.bigInt({ min: 1n, max: 10_000_000n }), (curve, epoch) => {
      expect(emissionThroughDown(curve, 0n)).toBe(0n)
      expect(emissionOf(curve, epoch) >= 0n).toBe(true)
      expect(emissionThroughDown(curve, epoch) <= curve.totalEmission).toBe(true)
    }),
  )
})

it('pays half of what is left in each era', () => {
  const curve = { totalEmission: 400n, halvingEpochs: 10n }
  expect([5n, 10n, 20n, 30n].map((epoch) => emissionThroughDown(curve, epoch))).toEqual([
    100n,
    200n,
    300n,
    350n,
  ])
})
