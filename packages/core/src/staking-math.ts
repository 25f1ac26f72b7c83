import { BPS } from './units.ts'

/** Offsets of contracts/src/libraries/PoolLib.sol that make the first depositor's inflation attack unprofitable. */
export const VIRTUAL_SHARES = 1_000_000n
export const VIRTUAL_ASSETS = 1n

/** A pool as PoolUpdated leaves it. Amounts in wei and shares; times in seconds. */
export type PoolState = {
  activeAssets: bigint
  activeShares: bigint
  streamRemaining: bigint
  streamUpdatedAt: bigint
  streamEndsAt: bigint
}

export type PoolMoment = { activeAssets: bigint; activeShares: bigint; streamRemaining: bigint }

/**
 * The pool at `timestamp`: rewards stream in linearly until streamEndsAt, rounded down, as
 * PoolLib.sol#accrue does it. Times before the last update count as the update.
 */
export function accruedPool(pool: PoolState, timestamp: bigint): PoolMoment {
  const { activeAssets, activeShares, streamRemaining, streamUpdatedAt, streamEndsAt } = pool
  if (streamRemaining === 0n || timestamp <= streamUpdatedAt)
    return { activeAssets, activeShares, streamRemaining }
  const streamed =
    timestamp >= streamEndsAt
      ? streamRemaining
      : (streamRemaining * (timestamp - streamUpdatedAt)) / (streamEndsAt - streamUpdatedAt)
  return { activeAssets: activeAssets + streamed, activeShares, streamRemaining: streamRemaining - streamed }
}

/** Shares that `assets` wei buy now, rounded down (against the staker). */
export function sharesForAssetsDown(pool: PoolMoment, assets: bigint): bigint {
  return (assets * (pool.activeShares + VIRTUAL_SHARES)) / (pool.activeAssets + VIRTUAL_ASSETS)
}

/** Wei that `shares` are worth now, rounded down (against the staker). */
export function assetsForSharesDown(pool: PoolMoment, shares: bigint): bigint {
  return (shares * (pool.activeAssets + VIRTUAL_ASSETS)) / (pool.activeShares + VIRTUAL_SHARES)
}

/** Fewest shares worth at least `assets` wei now: what to unstake for a wished amount. */
export function sharesForAssetsUp(pool: PoolMoment, assets: bigint): bigint {
  const numerator = assets * (pool.activeShares + VIRTUAL_SHARES)
  const denominator = pool.activeAssets + VIRTUAL_ASSETS
  return (numerator + denominator - 1n) / denominator
}

export const SECONDS_PER_YEAR = 31_557_600n

export type AprInput = {
  /** Leaf increments of the operator's verified epochs in the window, in wei: earned, not paid. */
  earnedWei: bigint
  /** The operator's commission. It is kept from the earnings before the rest reaches the pool. */
  commissionBps: bigint
  /** Active assets at the window's end. Thawing stake earns nothing and is not in the denominator. */
  activeAssetsWei: bigint
  windowSeconds: bigint
}

/**
 * What a staker would have earned in a year at the window's pace, without compounding, in basis points:
 * earned × (1 − commission) × year / window ÷ active assets, rounded down; undefined when nothing is staked
 * or the window is empty. It looks back and promises nothing.
 */
export function aprBpsDown(input: AprInput): bigint | undefined {
  const { earnedWei, commissionBps, activeAssetsWei, windowSeconds } = input
  if (activeAssetsWei <= 0n || windowSeconds <= 0n) return undefined
  return (earnedWei * (BPS - commissionBps) * SECONDS_PER_YEAR) / (activeAssetsWei * windowSeconds)
}
