import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BPS, ONE_N3 } from '../units.ts'
import type { RentedWork } from './contribution.ts'
import { localScoringParameters } from './parameters.ts'
import { type ScoringInput, scoreEpoch } from './score-epoch.ts'
import { scoringInputs } from './scoring-cases.ts'

const renting = fc.record({
  millionGas: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  feesWei: fc.bigInt({ min: 1n, max: 10_000n * ONE_N3 }),
  rebate: fc.bigInt({ min: 0n, max: 9_999n }),
  target: fc.bigInt({ min: 0n, max: 10_000_000n }),
  nodeCapBps: fc.bigInt({ min: 1n, max: BPS }),
})

describe('renting from oneself', () => {
  it('always loses: the fees burned are more than everything it adds to what its operator earns', () => {
    fc.assert(
      fc.property(scoringInputs, fc.nat(), renting, (base, which, rent) => {
        const first = base.contributions[which % Math.max(1, base.contributions.length)]
        if (first === undefined) return
        const { poolTargets } = localScoringParameters
        const input: ScoringInput = {
          ...base,
          parameters: {
            ...localScoringParameters,
            rentedRebateBps: rent.rebate,
            nodeCapBps: rent.nodeCapBps,
            poolTargets: { ...poolTargets, compute: rent.target },
          },
        }
        const earnedWith = (more: readonly RentedWork[]) => {
          const contributions = input.contributions.map((entry) => {
            if (entry !== first) return entry
            const rented = [...(entry.measured?.rented ?? []), ...more]
            return { ...entry, measured: { ...entry.measured, rented } }
          })
          return scoreEpoch({ ...input, contributions })
            .nodes.filter(({ contribution }) => contribution.operator === first.operator)
            .reduce((sum, node) => sum + node.amountWei, 0n)
        }
        const { millionGas, feesWei } = rent
        const extra = earnedWith([{ leaseId: '9', millionGas, feesWei }]) - earnedWith([])
        expect(extra < feesWei).toBe(true)
      }),
      { numRuns: Number(process.env.N3_SELF_RENTS ?? 2_000) },
    )
  })

  it('earns nothing without fees, however much gas is claimed', () => {
    fc.assert(
      fc.property(scoringInputs, (input) => {
        const without = (entry: ScoringInput['contributions'][number], gas: bigint) => ({
          ...entry,
          measured: { ...entry.measured, rented: [{ leaseId: '9', millionGas: gas, feesWei: 0n }] },
        })
        const amounts = (gas: bigint) =>
          scoreEpoch({
            ...input,
            contributions: input.contributions.map((entry) => without(entry, gas)),
          }).nodes.map(({ amountWei }) => amountWei)
        expect(amounts(10n ** 12n)).toEqual(amounts(0n))
      }),
      { numRuns: 100 },
    )
  })
})
