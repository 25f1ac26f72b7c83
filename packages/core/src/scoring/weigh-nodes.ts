import type { Address } from '../hex.ts'
import { lesser } from '../lesser.ts'
import type { Contribution, OperatorStake } from './contribution.ts'
import { FACTOR_ONE, type PoolName, type ScoringParameters } from './parameters.ts'

/** Fixed point, FACTOR_ONE = 1. multiplier = density · subnet · stake · quality², rounded down once. */
type Factors = { density: bigint; subnet: bigint; stake: bigint; quality: bigint; multiplier: bigint }

export type WeighedNode = {
  contribution: Contribution
  slots: bigint
  stakePerNodeWei: bigint
  hasMinimumStake: boolean
  nodesInCell: number
  factors: Factors
  /** Work that counts in full, per pool. */
  work: Record<PoolName, bigint>
  /** Rented work, and the fees burned for it: it earns a part of these at most. */
  rented: { work: bigint; feesWei: bigint }[]
}

/**
 * The factors and the work of every node.
 * Operators at or above the minimum stake share a cell or subnet only among themselves, so that nodes which
 * cost nothing cannot thin out those with something at stake; nodes below the minimum share it with all.
 */
export function weighNodes(
  contributions: readonly Contribution[],
  stakes: ReadonlyMap<Address, OperatorStake>,
  parameters: ScoringParameters,
): WeighedNode[] {
  const nodesOf = countBy(contributions, (entry) => entry.operator)
  const staked = contributions.filter((entry) => stakes.get(entry.operator)?.hasMinimumStake === true)
  const crowds = {
    staked: { cells: countBy(staked, cellOf), subnets: countBy(staked, subnetOf) },
    all: { cells: countBy(contributions, cellOf), subnets: countBy(contributions, subnetOf) },
  }
  return contributions.map((contribution) => {
    const stake = stakes.get(contribution.operator) ?? { activeAssetsWei: 0n, hasMinimumStake: false }
    const crowd = stake.hasMinimumStake ? crowds.staked : crowds.all
    const nodesInCell = crowd.cells.get(cellOf(contribution)) ?? 1
    const nodesInSubnet = crowd.subnets.get(subnetOf(contribution)) ?? 1
    const stakePerNodeWei = stake.activeAssetsWei / BigInt(nodesOf.get(contribution.operator) ?? 1)
    const { measured } = contribution
    const slots = measured?.answeredSlots ?? 0n
    return {
      contribution,
      slots,
      stakePerNodeWei,
      hasMinimumStake: stake.hasMinimumStake,
      nodesInCell,
      factors: factorsOf(parameters, {
        nodesInCell: BigInt(nodesInCell),
        nodesInSubnet: measured?.subnet === undefined ? undefined : BigInt(nodesInSubnet),
        stakePerNodeWei,
        quality: measured?.quality ?? FACTOR_ONE,
      }),
      work: {
        uptime: slots >= parameters.requiredSlots ? slots : 0n,
        bandwidth: measured?.bandwidthMib ?? 0n,
        compute: measured?.computeMillionGas ?? 0n,
        data: measured?.dataUnits ?? 0n,
      },
      rented: (measured?.rented ?? []).map(({ millionGas, feesWei }) => ({ work: millionGas, feesWei })),
    }
  })
}

type FactorInput = {
  nodesInCell: bigint
  nodesInSubnet: bigint | undefined
  stakePerNodeWei: bigint
  quality: bigint
}

function factorsOf(parameters: ScoringParameters, input: FactorInput): Factors {
  const density = share(parameters.densityTarget, input.nodesInCell)
  const subnet =
    input.nodesInSubnet === undefined ? FACTOR_ONE : share(parameters.subnetCap, input.nodesInSubnet)
  const counted = lesser(input.stakePerNodeWei, parameters.stakeCapWei)
  const stake = FACTOR_ONE + (counted * FACTOR_ONE) / parameters.stakeCapWei
  const quality = lesser(input.quality, FACTOR_ONE)
  const multiplier = (density * subnet * stake * quality * quality) / FACTOR_ONE ** 4n
  return { density, subnet, stake, quality, multiplier }
}

/** min(1, allowed / present), rounded down. */
function share(allowed: bigint, present: bigint): bigint {
  return present <= allowed ? FACTOR_ONE : (allowed * FACTOR_ONE) / present
}

function cellOf(contribution: Contribution): string {
  return contribution.country
}

/** Unmeasured subnets are kept apart by node: they must not crowd each other. */
function subnetOf(contribution: Contribution): string {
  const subnet = contribution.measured?.subnet
  return subnet === undefined ? `node:${contribution.node}` : `subnet:${subnet}`
}

function countBy(
  contributions: readonly Contribution[],
  keyOf: (entry: Contribution) => string,
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const entry of contributions) counts.set(keyOf(entry), (counts.get(keyOf(entry)) ?? 0) + 1)
  return counts
}
