import { describe, expect, it } from 'vitest'
import type { Address } from '../hex.ts'
import { ONE_N3 } from '../units.ts'
import type { Contribution, OperatorStake } from './contribution.ts'
import { FACTOR_ONE, localScoringParameters } from './parameters.ts'
import { scoreEpoch } from './score-epoch.ts'
import { addressOf } from './scoring-cases.ts'

const HONEST = 10_000
const FAKES = 100_000
/** For 10,000 nodes: a country of this network has 200, a /24 two, and the pools are met by the honest alone. */
const parameters = {
  ...localScoringParameters,
  densityTarget: 200n,
  poolTargets: { ...localScoringParameters.poolTargets, uptime: 240_000n, compute: 900_000n },
}
const country = (index: number) => `C${index % 50}`

type Fake = {
  staked: boolean
  operators: number
  subnets: number
  quality: bigint
  gas: bigint
  country?: string
}

/** What the fakes' share of everything that was paid is, in parts per million. */
function shareOfFakes(fake: Fake): number {
  const contributions: Contribution[] = []
  const stakes = new Map<Address, OperatorStake>()
  const add = (kind: number, index: number, operator: number, subnet: string, rest: Partial<Fake>) =>
    contributions.push({
      ...{ node: addressOf(kind, index), operator: addressOf(kind + 10, operator) },
      ...{ country: rest.country ?? country(index), registeredAt: 0n, retiredAt: undefined },
      measured: {
        answeredSlots: 24n,
        subnet,
        quality: rest.quality ?? FACTOR_ONE,
        computeMillionGas: rest.gas ?? 90n,
      },
    })
  for (let index = 0; index < HONEST; index++) add(1, index, index >> 2, `honest ${index >> 1}`, {})
  for (let operator = 0; operator < HONEST / 4; operator++) {
    stakes.set(addressOf(11, operator), { activeAssetsWei: 4_000n * ONE_N3, hasMinimumStake: true })
  }
  for (let index = 0; index < FAKES; index++) {
    add(2, index, index % fake.operators, `fake ${index % fake.subnets}`, fake)
  }
  for (let operator = 0; operator < fake.operators; operator++) {
    const activeAssetsWei = (fake.staked ? 100n : 0n) * ONE_N3
    stakes.set(addressOf(12, operator), { activeAssetsWei, hasMinimumStake: fake.staked })
  }
  const { nodes } = scoreEpoch({
    span: { startsAt: 0n, endsAt: 86_400n },
    emissionWei: 100_000n * ONE_N3,
    carriedWei: { uptime: 0n, bandwidth: 0n, compute: 0n, data: 0n },
    ...{ contributions, stakes, parameters },
  })
  const fakes = addressOf(2, 0).slice(0, 10)
  let all = 0n
  let taken = 0n
  for (const { contribution, amountWei } of nodes) {
    all += amountWei
    if (contribution.node.startsWith(fakes)) taken += amountWei
  }
  expect(all).toBeGreaterThan(10_000n * ONE_N3)
  return Number((taken * 1_000_000n) / all)
}

describe('10,000 honest nodes and 100,000 fakes', () => {
  it.each<[string, Fake]>([
    [
      'without stake, online behind addresses of their own, solving every check',
      { staked: false, operators: FAKES, subnets: FAKES, quality: FACTOR_ONE, gas: 90n },
    ],
    [
      'without stake, crowding one country',
      { staked: false, operators: 1, subnets: 100, quality: FACTOR_ONE, gas: 90n, country: country(0) },
    ],
    [
      'of one operator with the minimum stake, behind forty addresses, with the checks of one machine',
      { staked: true, operators: 1, subnets: 40, quality: FACTOR_ONE / 2n, gas: 0n },
    ],
    [
      'of ten operators with the minimum stake, behind one address each',
      { staked: true, operators: 10, subnets: 10, quality: FACTOR_ONE, gas: 90n },
    ],
  ])('%s: the fakes take at most 1 %%', (_, fake) => {
    expect(shareOfFakes(fake)).toBeLessThanOrEqual(10_000)
  })
})
