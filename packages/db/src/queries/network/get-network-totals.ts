import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'

export type NetworkTotals = {
  operatorCount: number
  operatorsWithNodes: number
  /** Active assets of all pools accrued to the tip, in wei. */
  stakedWei: bigint
  thawingWei: bigint
  delegatorCount: number
  earnedTotalWei: bigint
  paidTotalWei: bigint
  earned7dWei: bigint
  paid7dWei: bigint
  supplyWei: bigint
}

type Row = {
  operator_count: bigint
  operators_with_nodes: bigint
  staked_wei: string
  thawing_wei: string
  delegator_count: bigint
  earned_total_wei: string
  paid_total_wei: string
  earned_7d_wei: string
  paid_7d_wei: string
  supply_wei: string
}

/**
 * Sums over all operators as of the tip. It reads whole tables (about 0.1 s at 310,000 operators), so callers keep
 * the answer for the block it is of. A delegator of two pools counts once. Streams are accrued as core's
 * accruedPool does it: linearly from the last update, rounded down per pool.
 */
export async function getNetworkTotals(db: Db): Promise<NetworkTotals> {
  const { rows } = await db.query<Row>({
    name: 'get-network-totals',
    text: `SELECT o.*, r.*, d.*, b.* FROM
      (SELECT count(*) AS operator_count, count(*) FILTER (WHERE node_count > 0) AS operators_with_nodes,
         coalesce(sum(pool_assets_wei + CASE
           WHEN stream_remaining_wei = 0 OR m.at <= stream_updated_at THEN 0
           WHEN m.at >= stream_ends_at THEN stream_remaining_wei
           ELSE div(stream_remaining_wei * extract(epoch FROM m.at - stream_updated_at),
             extract(epoch FROM stream_ends_at - stream_updated_at)) END), 0) AS staked_wei,
         coalesce(sum(thawing_assets_wei), 0) AS thawing_wei,
         coalesce(sum(earned_total_wei), 0) AS earned_total_wei,
         coalesce(sum(paid_total_wei), 0) AS paid_total_wei
       FROM operator, (SELECT block_mined_at AS at FROM indexer_tip WHERE id = 1) m) o,
      (SELECT coalesce(sum(earned_wei), 0) AS earned_7d_wei, coalesce(sum(paid_wei), 0) AS paid_7d_wei
       FROM operator_rank WHERE "window" = '7d') r,
      (SELECT count(DISTINCT staker) AS delegator_count FROM stake_position
       WHERE shares > 0 AND staker <> operator) d,
      (SELECT coalesce(sum(balance_wei), 0) AS supply_wei FROM token_balance) b`,
  })
  const row = rows[0]
  if (row === undefined) throw new Error('an aggregate always gives one row')
  return {
    operatorCount: Number(row.operator_count),
    operatorsWithNodes: Number(row.operators_with_nodes),
    stakedWei: weiFromDb(row.staked_wei),
    thawingWei: weiFromDb(row.thawing_wei),
    delegatorCount: Number(row.delegator_count),
    earnedTotalWei: weiFromDb(row.earned_total_wei),
    paidTotalWei: weiFromDb(row.paid_total_wei),
    earned7dWei: weiFromDb(row.earned_7d_wei),
    paid7dWei: weiFromDb(row.paid_7d_wei),
    supplyWei: weiFromDb(row.supply_wei),
  }
}
