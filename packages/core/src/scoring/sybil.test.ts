import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BPS, ONE_N3 } from '../units.ts'
import { FACTOR_ONE, localScoringParameters } from './parameters.ts'
import { type ScoringInput, scoreEpoch } from './score-epoch.ts'
import { addressOf, plainInput } from './scoring-cases.ts'

const attacker = addressOf(2, 0)
const rest = Array.from({ length: 20 }, () => ({ stakeWei: 4_000n * ONE_N3, nodes: 5, country: 'JP' }))

/** Without the cap per node, so that what is measured is the sharing alone; the cap only ever lowers an amount. */
function earned(input: ScoringInput): bigint {
  const scored = scoreEpoch({ ...input, parameters: { ...input.parameters, nodeCapBps: BPS } })
  return scored.nodes
    .filter((node) => node.contribution.operator === attacker)
    .reduce((sum, node) => sum + node.amountWei, 0n)
}

function behindOneAddress(input: ScoringInput): ScoringInput {
  const contributions = input.contributions.map((entry) =>
    entry.operator === attacker
      ? { ...entry, measured: { ...entry.measured, subnet: 'one address' } }
      : entry,
  )
  return { ...input, contributions }
}

const counts = fc.integer({ min: 0, max: 60 })
const stakes = fc.bigInt({ min: 200n * ONE_N3, max: 200_000n * ONE_N3 })

describe('splitting one machine into many nodes', () => {
  it('does not gain in a cell that is full: the cell weighs the same, and stake per node falls', () => {
    fc.assert(
      fc.property(stakes, counts, (stakeWei, more) => {
        const full = Number(localScoringParameters.densityTarget)
        const before = plainInput([{ stakeWei, nodes: full }, ...rest])
        const after = plainInput([{ stakeWei, nodes: full + more }, ...rest])
        expect(earned(after) <= earned(before) + slack(more)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('does not gain behind one address from the subnet cap on, though the cell has room', () => {
    const roomy = { ...localScoringParameters, densityTarget: 1_000n }
    fc.assert(
      fc.property(stakes, counts, (stakeWei, more) => {
        const cap = Number(roomy.subnetCap)
        const withNodes = (nodes: number) =>
          behindOneAddress({ ...plainInput([{ stakeWei, nodes }, ...rest]), parameters: roomy })
        expect(earned(withNodes(cap + more)) <= earned(withNodes(cap)) + slack(more)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('does not gain by splitting into operators below the minimum stake', () => {
    const staked = earned(plainInput([{ stakeWei: 150n * ONE_N3, nodes: 4 }, ...rest]))
    const split = scoreEpoch(
      plainInput([...Array.from({ length: 4 }, () => ({ stakeWei: 37n * ONE_N3, nodes: 1 })), ...rest]),
    )
    const parts = split.nodes
      .filter((node) => !node.hasMinimumStake)
      .reduce((sum, node) => sum + node.amountWei, 0n)
    expect(parts).toBeLessThan(staked)
  })
})

/** Wei that rounding can move: factors are exact to 10^-12 of a budget of 1,000 N3. */
function slack(nodes: number): bigint {
  return BigInt(nodes + 10) * ((1_000n * ONE_N3) / FACTOR_ONE)
}
