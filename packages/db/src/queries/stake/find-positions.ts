import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'
import {
  type OperatorRow,
  type OperatorState,
  operatorColumns,
  operatorFromRow,
} from '../operator/operator-row.ts'

export type StakePosition = {
  operator: OperatorState
  staker: Address
  shares: bigint
  stakedWei: bigint
  takenWei: bigint
  /** Thawing shares of the staker's open requests on this pool. */
  thawingShares: bigint
  updatedAt: Date
  /** The operator's earnings of the last seven days. */
  earned7dWei: bigint
}

type Row = OperatorRow & {
  shares: string
  staked_wei: string
  taken_wei: string
  thawing: string
  updated_at: Date
  earned_7d_wei: string | null
}

/** Every position of a staker that still holds something, active or thawing, by operator. */
export async function findPositions(db: Db, staker: Address): Promise<StakePosition[]> {
  const { rows } = await db.query<Row>({
    name: 'find-positions',
    text: `SELECT ${operatorColumns}, s.shares, s.staked_wei, s.taken_wei, s.updated_at,
             coalesce(q.thawing, 0) AS thawing, r.earned_wei AS earned_7d_wei
           FROM stake_position s
           JOIN operator o ON o.address = s.operator
           LEFT JOIN operator_rank r ON r."window" = '7d' AND r.operator = s.operator
           LEFT JOIN (
             SELECT operator, sum(thawing_shares) AS thawing FROM unstake_request
             WHERE staker = $1 AND status = 'thawing' GROUP BY operator
           ) q ON q.operator = s.operator
           WHERE s.staker = $1 AND (s.shares > 0 OR q.thawing > 0)
           ORDER BY s.operator`,
    values: [hexToDb(staker)],
  })
  return rows.map((row) => ({
    operator: operatorFromRow(row),
    staker,
    shares: weiFromDb(row.shares),
    stakedWei: weiFromDb(row.staked_wei),
    takenWei: weiFromDb(row.taken_wei),
    thawingShares: weiFromDb(row.thawing),
    updatedAt: row.updated_at,
    earned7dWei: weiFromDb(row.earned_7d_wei ?? '0'),
  }))
}
