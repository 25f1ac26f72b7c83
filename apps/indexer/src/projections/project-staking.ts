import type { Address } from '@network3/core/hex'
import type { PositionChange } from '@network3/db/write/positions'
import type { Changes, EventOf, EventPlace } from './changes.ts'

/** The events that carry a position's shares afterwards; the newest remaining one is its state after an undo. */
export const SHARE_EVENTS = ['Staked', 'UnstakeRequested', 'UnstakeCancelled'] as const
/** Every event that changes a position's row. */
export const POSITION_EVENTS = [...SHARE_EVENTS, 'Withdrawn'] as const

/** Staking: positions, thaw requests, pools and commissions. */
export function projectStaking(changes: Changes, event: EventOf<'staking'>, place: EventPlace): void {
  const { minedAt } = place
  switch (event.name) {
    case 'Staked': {
      const position = positionOf(changes, event.args, minedAt)
      position.shares = event.args.stakerShares
      position.stakedWei += event.args.assets
      return
    }
    case 'UnstakeRequested': {
      const { requestId, operator, staker, thawingShares, assets, unlocksAt, stakerShares } = event.args
      positionOf(changes, event.args, minedAt).shares = stakerShares
      changes.openedRequests.push({
        ...{ id: requestId, operator, staker, thawingShares, assetsWei: assets },
        ...{ requestedAt: minedAt, unlocksAt: Number(unlocksAt) },
      })
      return
    }
    case 'UnstakeCancelled': {
      const { requestId, assets, stakerShares } = event.args
      positionOf(changes, event.args, minedAt).shares = stakerShares
      changes.settledRequests.push({
        id: requestId,
        status: 'cancelled',
        settledWei: assets,
        settledAt: minedAt,
      })
      return
    }
    case 'Withdrawn': {
      const { requestId, assets } = event.args
      positionOf(changes, event.args, minedAt).takenWei += assets
      changes.settledRequests.push({
        id: requestId,
        status: 'withdrawn',
        settledWei: assets,
        settledAt: minedAt,
      })
      return
    }
    case 'PoolUpdated': {
      const { operator, activeAssets, activeShares, thawingAssets, thawingShares } = event.args
      changes.pools.set(operator, {
        operator,
        ...{ assetsWei: activeAssets, shares: activeShares, thawingAssetsWei: thawingAssets, thawingShares },
        ...{ streamRemainingWei: event.args.streamRemaining, streamUpdatedAt: minedAt },
        streamEndsAt: Number(event.args.streamEndsAt),
      })
      return
    }
    case 'CommissionScheduled':
    case 'CommissionSet':
      changes.commissions.add(event.args.operator)
  }
}

function positionOf(
  changes: Changes,
  { operator, staker }: { operator: Address; staker: Address },
  updatedAt: number,
): PositionChange {
  const key = `${operator}:${staker}`
  const known = changes.positions.get(key)
  if (known !== undefined) {
    known.updatedAt = updatedAt
    return known
  }
  const position = { operator, staker, shares: undefined, stakedWei: 0n, takenWei: 0n, updatedAt }
  changes.positions.set(key, position)
  return position
}
