import { localAccount } from '@network3/chain/local-economy'
import { lowerAddress } from '@network3/core/address'
import { bitsOfCapabilities } from '@network3/core/capabilities'
import type { Address } from '@network3/core/hex'
import { ONE_N3 } from '@network3/core/units'
import type { LocalAccount } from 'viem'
import type { NodeDetails } from '../chain/calls.ts'
import { createRandom, type Random } from '../random.ts'

export type EconomySize = { operators: number; delegators: number; maxNodesPerOperator: number }

export const fullSize: EconomySize = { operators: 60, delegators: 40, maxNodesPerOperator: 6 }

type PlannedNode = { account: LocalAccount; details: NodeDetails }

export type PlannedOperator = {
  index: number
  account: LocalAccount
  /** Lower case, as in a book. */
  address: Address
  country: string
  selfStakeWei: bigint
  commissionBps: number
  nodes: PlannedNode[]
}

type PlannedDelegator = {
  account: LocalAccount
  address: Address
  stakes: { operator: Address; assetsWei: bigint }[]
}

export type EconomyPlan = { operators: PlannedOperator[]; delegators: PlannedDelegator[] }

/** Where the local operators live: 25 countries on all inhabited continents. */
export const economyCountries = (
  'DE US JP BR FR IN GB CA NL SG PL ES KR AU SE ' + 'ZA MX IT KE FI AR TR CH NG ID'
).split(' ')

/** Nodes of operator i have the indices from 1000·i on. */
export function nodeAccountOf(operatorIndex: number, place: number): LocalAccount {
  return localAccount('node', operatorIndex * 1_000 + place)
}

/** Who takes part and what each begins with: the same for the same size, so that a set-up can be taken up again. */
export function planEconomy(size: EconomySize): EconomyPlan {
  const random = createRandom(3)
  const operators = Array.from({ length: size.operators }, (_, index) => planOperator(index, size, random))
  const delegators = Array.from({ length: size.delegators }, (_, index) =>
    planDelegator(index, operators, random),
  )
  return { operators, delegators }
}

function planOperator(index: number, size: EconomySize, random: Random): PlannedOperator {
  const account = localAccount('operator', index)
  const country = countryAt(index)
  // Few run many: the smaller of two throws, so that the average is below the middle.
  const nodeCount =
    1 + Math.min(random.below(size.maxNodesPerOperator), random.below(size.maxNodesPerOperator + 2))
  return {
    index,
    account,
    address: lowerAddress(account.address),
    country,
    selfStakeWei: planSelfStake(index, random),
    commissionBps: random.below(9) * 250,
    nodes: Array.from({ length: nodeCount }, (_, place) => ({
      account: nodeAccountOf(index, place),
      details: chooseDetails(random, country),
    })),
  }
}

/** One in twelve starts below the minimum self-stake of 100 N3, so that locked rewards are seen as well. */
function planSelfStake(index: number, random: Random): bigint {
  if (index % 12 === 7) return BigInt(5 + random.below(80)) * ONE_N3
  const scale = [3_000, 8_000, 20_000, 60_000, 180_000, 500_000][random.below(6)] ?? 3_000
  return BigInt(scale + random.below(scale)) * ONE_N3
}

function planDelegator(
  index: number,
  operators: readonly PlannedOperator[],
  random: Random,
): PlannedDelegator {
  const account = localAccount('delegator', index)
  const chosen = new Set(Array.from({ length: 1 + random.below(4) }, () => random.pick(operators)))
  return {
    account,
    address: lowerAddress(account.address),
    stakes: [...chosen].flatMap((operator) =>
      operator === undefined
        ? []
        : [{ operator: operator.address, assetsWei: BigInt(1_000 + random.below(120_000)) * ONE_N3 }],
    ),
  }
}

/** Mostly at home; every sixth node elsewhere. */
export function chooseDetails(random: Random, home: string): NodeDetails {
  const country = random.below(6) === 0 ? (random.pick(economyCountries) ?? home) : home
  const sets = [
    bitsOfCapabilities(['compute']),
    bitsOfCapabilities(['bandwidth']),
    bitsOfCapabilities(['compute', 'bandwidth']),
    bitsOfCapabilities(['bandwidth', 'egress']),
    bitsOfCapabilities(['compute', 'bandwidth', 'egress']),
    bitsOfCapabilities(['compute', 'dataset']),
  ]
  return { country, capabilities: random.pick(sets) ?? 1 }
}

function countryAt(index: number): string {
  return economyCountries[index % economyCountries.length] ?? 'DE'
}
