import { ONE_N3 } from '../units.ts'

export type PoolName = 'uptime' | 'bandwidth' | 'compute' | 'data'
export const poolNames: readonly PoolName[] = ['uptime', 'bandwidth', 'compute', 'data']

/** Fixed point of every factor: 10^12 stands for 1. */
export const FACTOR_ONE = 10n ** 12n

/** Challenges per epoch; an epoch is cut into this many equal slots. */
export const SLOTS_PER_EPOCH = 24n

export type ScoringParameters = {
  /** Nodes per country that are paid in full; more share what these would get. */
  densityTarget: bigint
  /** Nodes per /24 or /48 that are paid in full. */
  subnetCap: bigint
  /** Stake per node, in wei, above which more stake adds nothing. */
  stakeCapWei: bigint
  /** Rewards.sol locks the share of operators whose self-stake is below this; here they get the small share. */
  minimumSelfStakeWei: bigint
  requiredSlots: bigint
  /** A node's most of one pool, in basis points. */
  nodeCapBps: bigint
  /** The most of one pool for all nodes below the minimum stake together, in basis points. */
  belowMinimumBps: bigint
  /** Of what earlier epochs left in a pool, at most this share of its emission is released per epoch: no jackpots. */
  carryReleaseBps: bigint
  /** Rented work earns at most this share of the fees burned for it, in basis points: below 10,000, renting from oneself loses. */
  rentedRebateBps: bigint
  /** How an epoch's emission is split; adds up to 10,000. */
  poolBps: Record<PoolName, bigint>
  /** Verified work that pays a pool in full: slots, MiB, million gas, units. */
  poolTargets: Record<PoolName, bigint>
}

/** Edge-ai.md "Epoch rewards", with targets for a network of some hundred nodes. */
export const localScoringParameters: ScoringParameters = {
  densityTarget: 8n,
  subnetCap: 2n,
  stakeCapWei: 10_000n * ONE_N3,
  minimumSelfStakeWei: 100n * ONE_N3,
  requiredSlots: 20n,
  nodeCapBps: 50n,
  belowMinimumBps: 100n,
  carryReleaseBps: 10_000n,
  rentedRebateBps: 9_000n,
  poolBps: { uptime: 1_500n, bandwidth: 3_500n, compute: 3_500n, data: 1_500n },
  poolTargets: { uptime: 2_400n, bandwidth: 100_000n, compute: 10_000n, data: 100n },
}
