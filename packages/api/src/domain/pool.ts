import { accruedPool, assetsForSharesDown, type PoolMoment } from '@network3/core/staking-math'
import type { StoredCommission, StoredPool } from '@network3/db/queries/operator/operator-row'

/** The pool at a block's time: what the contract would answer in that block. */
export function poolAt(pool: StoredPool, at: Date): PoolMoment {
  return accruedPool(pool, BigInt(Math.floor(at.getTime() / 1000)))
}

/** What thawing shares would pay now, rounded down as Staking.requestAssets does: its own shares, the same price rule. */
export function thawingValueDown(
  pool: { thawingAssets: bigint; thawingShares: bigint },
  shares: bigint,
): bigint {
  const thawing = { activeAssets: pool.thawingAssets, activeShares: pool.thawingShares, streamRemaining: 0n }
  return assetsForSharesDown(thawing, shares)
}

/** The commission in force at a block's time: a scheduled rise takes effect without an event. */
export function commissionAt(commission: StoredCommission, at: Date): number {
  const { bps, pendingBps, pendingAt } = commission
  return pendingBps !== null && pendingAt !== null && pendingAt <= at ? pendingBps : bps
}

/** Parts of 10,000 that `part` is of `whole`, rounded down; 0 of nothing. */
export function shareBpsDown(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 10_000n) / whole)
}
