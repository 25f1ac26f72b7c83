import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accruedPool,
  aprBpsDown,
  assetsForSharesDown,
  sharesForAssetsDown,
  sharesForAssetsUp,
} from './staking-math.ts'
import { ONE_N3 } from './units.ts'

const wei = fc.bigInt({ min: 0n, max: 10n ** 27n })
const shares = fc.bigInt({ min: 0n, max: 10n ** 33n })
const moments = fc.record({ activeAssets: wei, activeShares: shares, streamRemaining: wei })

const pool = {
  activeAssets: 100n,
  activeShares: 100_000_000n,
  streamRemaining: 10n,
  streamUpdatedAt: 1_000n,
  streamEndsAt: 1_003n,
}

describe('accruedPool', () => {
  it('streams linearly, rounded down, and gives all of the rest at the end', () => {
    const assetsAt = (time: bigint) => accruedPool(pool, time).activeAssets
    expect([999n, 1_000n, 1_001n, 1_002n, 1_003n, 9_999n].map(assetsAt)).toEqual([
      100n,
      100n,
      103n,
      106n,
      110n,
      110n,
    ])
  })

  it('moves wei from the stream to the stake and makes none', () => {
    fc.assert(
      fc.property(wei, wei, fc.bigInt({ min: 0n, max: 1_000n }), (activeAssets, streamRemaining, elapsed) => {
        const state = { ...pool, activeAssets, streamRemaining, streamEndsAt: 1_777n }
        const later = accruedPool(state, 1_000n + elapsed)
        expect(later.activeAssets + later.streamRemaining).toBe(activeAssets + streamRemaining)
        expect(later.activeAssets >= activeAssets && later.streamRemaining >= 0n).toBe(true)
      }),
    )
  })
})

describe('shares and assets', () => {
  it('starts at a million shares per wei, as PoolLib does', () => {
    expect(sharesForAssetsDown({ activeAssets: 0n, activeShares: 0n, streamRemaining: 0n }, 5n)).toBe(
      5_000_000n,
    )
  })

  it('never pays back more than was put in', () => {
    fc.assert(
      fc.property(moments, wei, (moment, assets) => {
        const bought = sharesForAssetsDown(moment, assets)
        const after = {
          ...moment,
          activeAssets: moment.activeAssets + assets,
          activeShares: moment.activeShares + bought,
        }
        expect(assetsForSharesDown(after, bought) <= assets).toBe(true)
      }),
    )
  })

  it('rounds up to the fewest shares that are worth the wished amount', () => {
    fc.assert(
      fc.property(moments, fc.bigInt({ min: 1n, max: 10n ** 24n }), (moment, assets) => {
        const needed = sharesForAssetsUp(moment, assets)
        expect(assetsForSharesDown(moment, needed) >= assets).toBe(true)
        expect(assetsForSharesDown(moment, needed - 1n) < assets).toBe(true)
      }),
    )
  })
})

describe('aprBpsDown', () => {
  const input = {
    earnedWei: ONE_N3,
    commissionBps: 1_000n,
    activeAssetsWei: 100n * ONE_N3,
    windowSeconds: 31_557_600n,
  }

  it('is the earnings left after commission over the active stake, per year, in basis points', () => {
    expect(aprBpsDown(input)).toBe(90n)
    expect(aprBpsDown({ ...input, windowSeconds: input.windowSeconds / 10n })).toBe(900n)
    expect(aprBpsDown({ ...input, commissionBps: 10_000n })).toBe(0n)
  })

  it('is unknown, not zero, when nothing is staked or no time has passed', () => {
    expect(aprBpsDown({ ...input, activeAssetsWei: 0n })).toBeUndefined()
    expect(aprBpsDown({ ...input, windowSeconds: 0n })).toBeUndefined()
  })
})
