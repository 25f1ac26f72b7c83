import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb, weiToDb } from '../../wei.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

export type Staker = { staker: Address; shares: bigint; updatedAt: Date }

/** Who holds shares of a pool, largest first. */
export async function findStakers(
  db: Db,
  params: { operator: Address; limit: number; after?: { shares: bigint; staker: Address } | undefined },
): Promise<Staker[]> {
  const { operator, limit, after } = params
  const { rows } = await db.query<{ staker: Buffer; shares: string; updated_at: Date }>({
    text: `SELECT staker, shares, updated_at FROM stake_position
           WHERE operator = $1 AND shares > 0
           ${after === undefined ? '' : 'AND (shares < $3::numeric OR (shares = $3::numeric AND staker > $4))'}
           ORDER BY shares DESC, staker LIMIT $2`,
    values: [
      hexToDb(operator),
      limit,
      ...(after === undefined ? [] : [weiToDb(after.shares), hexToDb(after.staker)]),
    ],
  })
  return rows.map((row) => ({
    staker: hexFromDb(row.staker),
    shares: weiFromDb(row.shares),
    updatedAt: row.updated_at,
  }))
}
