import type { Address } from '@network3/core/hex'
import type { PoolState } from '@network3/core/staking-math'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'

/** A pool as its last event left it; core's accruedPool brings it to a moment. Times in seconds. */
export type StoredPool = PoolState & { thawingAssets: bigint; thawingShares: bigint }

export type StoredCommission = { bps: number; pendingBps: number | null; pendingAt: Date | null }

export type OperatorState = {
  address: Address
  isLocalEconomy: boolean
  firstSeenAt: Date
  nodeCount: number
  delegatorCount: number
  commission: StoredCommission
  selfShares: bigint
  earnedTotalWei: bigint
  paidTotalWei: bigint
  pool: StoredPool
}

/** Columns of `operator o` that operatorFromRow reads. */
export const operatorColumns = `o.address, o.is_local_economy, o.first_seen_at, o.node_count, o.delegator_count,
  o.commission_bps, o.pending_commission_bps, o.pending_commission_at, o.self_shares, o.earned_total_wei,
  o.paid_total_wei, o.pool_assets_wei, o.pool_shares, o.thawing_assets_wei, o.thawing_shares,
  o.stream_remaining_wei, o.stream_updated_at, o.stream_ends_at`

export type OperatorRow = {
  address: Buffer
  is_local_economy: boolean
  first_seen_at: Date
  node_count: number
  delegator_count: number
  commission_bps: number
  pending_commission_bps: number | null
  pending_commission_at: Date | null
  self_shares: string
  earned_total_wei: string
  paid_total_wei: string
  pool_assets_wei: string
  pool_shares: string
  thawing_assets_wei: string
  thawing_shares: string
  stream_remaining_wei: string
  stream_updated_at: Date | null
  stream_ends_at: Date | null
}

export function operatorFromRow(row: OperatorRow): OperatorState {
  return {
    address: hexFromDb(row.address),
    isLocalEconomy: row.is_local_economy,
    firstSeenAt: row.first_seen_at,
    nodeCount: row.node_count,
    delegatorCount: row.delegator_count,
    commission: {
      bps: row.commission_bps,
      pendingBps: row.pending_commission_bps,
      pendingAt: row.pending_commission_at,
    },
    selfShares: weiFromDb(row.self_shares),
    earnedTotalWei: weiFromDb(row.earned_total_wei),
    paidTotalWei: weiFromDb(row.paid_total_wei),
    pool: {
      activeAssets: weiFromDb(row.pool_assets_wei),
      activeShares: weiFromDb(row.pool_shares),
      thawingAssets: weiFromDb(row.thawing_assets_wei),
      thawingShares: weiFromDb(row.thawing_shares),
      streamRemaining: weiFromDb(row.stream_remaining_wei),
      streamUpdatedAt: secondsOf(row.stream_updated_at),
      streamEndsAt: secondsOf(row.stream_ends_at),
    },
  }
}

/** A pool that never had a stream has no times; zero is before every block. */
function secondsOf(date: Date | null): bigint {
  return date === null ? 0n : BigInt(Math.floor(date.getTime() / 1000))
}
