import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'

export type TopMover = {
  address: Address
  isLocalEconomy: boolean
  rank: number
  previousRank: number
  earnedWei: bigint
}

type Row = {
  operator: Buffer
  is_local_economy: boolean
  rank: number
  previous_rank: number
  earned_wei: string
}

/** Who rose most in the 24-hour ranks, the best-placed first among equals. Reads the whole window's ranks. */
export async function findTopMovers(db: Db, limit: number): Promise<TopMover[]> {
  const { rows } = await db.query<Row>({
    name: 'find-top-movers',
    text: `SELECT r.operator, o.is_local_economy, r.rank, r.previous_rank, r.earned_wei
           FROM operator_rank r JOIN operator o ON o.address = r.operator
           WHERE r."window" = '24h' AND r.previous_rank > r.rank AND r.earned_wei > 0
           ORDER BY r.previous_rank - r.rank DESC, r.rank LIMIT $1`,
    values: [limit],
  })
  return rows.map((row) => ({
    address: hexFromDb(row.operator),
    isLocalEconomy: row.is_local_economy,
    rank: row.rank,
    previousRank: row.previous_rank,
    earnedWei: weiFromDb(row.earned_wei),
  }))
}
