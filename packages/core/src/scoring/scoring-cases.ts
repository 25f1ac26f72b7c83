import fc from 'fast-check'
import type { Address } from '../hex.ts'
import { ONE_N3 } from '../units.ts'
import type { Contribution, OperatorStake } from './contribution.ts'
import { FACTOR_ONE, localScoringParameters } from './parameters.ts'
import type { ScoringInput } from './score-epoch.ts'

/** Random networks for the property tests of this folder: few cells and operators, so that they meet. */

export const addressOf = (kind: number, index: number): Address =>
  `0x${kind.toString(16).padStart(8, '0')}${index.toString(16).padStart(32, '0')}`

const span = { startsAt: 6_000n, endsAt: 6_060n }

const measured = fc.option(
  fc.record(
    {
      answeredSlots: fc.bigInt({ min: 0n, max: 24n }),
      subnet: fc.constantFrom('a', 'b', 'c'),
      quality: fc.bigInt({ min: 0n, max: FACTOR_ONE }),
      bandwidthMib: fc.bigInt({ min: 0n, max: 200_000n }),
      computeMillionGas: fc.bigInt({ min: 0n, max: 2_000_000n }),
      dataUnits: fc.bigInt({ min: 0n, max: 200n }),
      rented: fc.array(
        fc.record({
          leaseId: fc.constantFrom('1', '2', '3'),
          millionGas: fc.bigInt({ min: 0n, max: 2_000_000n }),
          feesWei: fc.bigInt({ min: 0n, max: 1_000n * ONE_N3 }),
        }),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
)

const node = fc.record({
  operator: fc.integer({ min: 1, max: 6 }),
  country: fc.constantFrom('DE', 'JP'),
  registeredAt: fc.bigInt({ min: 5_900n, max: 6_059n }),
  retiredAt: fc.option(fc.bigInt({ min: 6_001n, max: 6_060n }), { nil: undefined, freq: 4 }),
  measured,
})

const stake = fc.record({
  activeAssetsWei: fc.bigInt({ min: 0n, max: 60_000n * ONE_N3 }),
  hasMinimumStake: fc.boolean(),
})

export const scoringInputs: fc.Arbitrary<ScoringInput> = fc
  .record({
    nodes: fc.array(node, { maxLength: 40 }),
    stakes: fc.array(stake, { minLength: 6, maxLength: 6 }),
    emissionWei: fc.bigInt({ min: 0n, max: 1_000_000n * ONE_N3 }),
    carried: fc.bigInt({ min: 0n, max: 1_000_000n * ONE_N3 }),
  })
  .map(({ nodes, stakes, emissionWei, carried }) => ({
    span,
    emissionWei,
    carriedWei: { uptime: carried, bandwidth: carried, compute: carried, data: 0n },
    contributions: nodes.map((entry, index): Contribution => {
      const { operator, measured: found, ...rest } = entry
      const base = { ...rest, node: addressOf(1, index), operator: addressOf(2, operator) }
      return found === undefined ? base : { ...base, measured: found }
    }),
    stakes: new Map<Address, OperatorStake>(stakes.map((entry, index) => [addressOf(2, index + 1), entry])),
    parameters: localScoringParameters,
  }))

/** Nodes that answered every challenge of the epoch, nothing else of them measured: `operators` maps an index to country and count. */
export function plainInput(
  operators: readonly { stakeWei: bigint; nodes: number; country?: string }[],
): ScoringInput {
  const minimum = localScoringParameters.minimumSelfStakeWei
  return {
    span,
    emissionWei: 1_000n * ONE_N3,
    carriedWei: { uptime: 0n, bandwidth: 0n, compute: 0n, data: 0n },
    contributions: operators.flatMap(({ nodes, country = 'DE' }, index) =>
      Array.from({ length: nodes }, (_, place) => ({
        node: addressOf(1, index * 1_000 + place),
        operator: addressOf(2, index),
        country,
        registeredAt: 0n,
        retiredAt: undefined,
        measured: { answeredSlots: 24n },
      })),
    ),
    stakes: new Map(
      operators.map(({ stakeWei }, index) => [
        addressOf(2, index),
        { activeAssetsWei: stakeWei, hasMinimumStake: stakeWei >= minimum },
      ]),
    ),
    parameters: localScoringParameters,
  }
}
