import { aprBpsDown } from '@network3/core/staking-math'
import { type EncodedReason, encodeReason } from '../encode/reason.ts'

/** Verified time in a window, as find-window-coverage gives it; undefined when no epoch is verified in it. */
export type Coverage = { seconds: number; endsAt: Date } | undefined

export type AprInput = {
  /** Earned in the window, before commission. */
  earnedWei: bigint
  commissionBps: number
  activeAssetsWei: bigint
  coverage: Coverage
  /** An operator that came later is not measured over time in which it was not there. */
  firstSeenAt: Date
}

export type Apr = { bps: number | null; reason: EncodedReason | null; periodSeconds: number }

/** The formula in words, shown beside every estimate. */
export const aprFormula =
  'earned × (1 − commission) ÷ active stake × one year ÷ period, without compounding; thawing stake is not counted'

/** An honest yearly rate, or the reason why there is none yet. It looks back; nothing is promised. */
export function estimateApr(input: AprInput): Apr {
  const { earnedWei, commissionBps, activeAssetsWei, coverage, firstSeenAt } = input
  const life = coverage === undefined ? 0 : (coverage.endsAt.getTime() - firstSeenAt.getTime()) / 1000
  const periodSeconds = Math.max(0, Math.floor(Math.min(coverage?.seconds ?? 0, life)))
  const none = (code: 'POOL_EMPTY' | 'POOL_NO_REWARDS_YET') => ({
    bps: null,
    reason: encodeReason(code),
    periodSeconds,
  })
  if (activeAssetsWei === 0n) return none('POOL_EMPTY')
  if (earnedWei === 0n) return none('POOL_NO_REWARDS_YET')
  const bps = aprBpsDown({
    earnedWei,
    commissionBps: BigInt(commissionBps),
    activeAssetsWei,
    windowSeconds: BigInt(periodSeconds),
  })
  if (bps === undefined) return none('POOL_NO_REWARDS_YET')
  // A few wei staked under real rewards give a rate beyond any number; it stays the largest exact one.
  const capped = bps > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(bps)
  return { bps: capped, reason: null, periodSeconds }
}
