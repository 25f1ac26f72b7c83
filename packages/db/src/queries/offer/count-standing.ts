import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiToDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'

/** How many of an operator's offers with a nonce, or up to it, are neither past nor cancelled. */
export async function countStanding(
  db: Db,
  params: { operator: Address; nonce: bigint; andBelow: boolean; now: Date },
): Promise<number> {
  const { operator, nonce, andBelow, now } = params
  const { rows } = await db.query<{ count: number }>({
    name: 'count-standing-offers',
    text: `SELECT count(*)::int AS count FROM offer f
           LEFT JOIN offer_cancellation c ON c.operator = f.operator AND c.nonce = f.nonce
           LEFT JOIN offer_floor w ON w.operator = f.operator
           WHERE f.operator = $1 AND (f.nonce = $2 OR ($3 AND f.nonce < $2)) AND f.valid_until >= $4
             AND c.operator IS NULL AND f.nonce >= coalesce(w.nonce, 0)`,
    values: [hexToDb(operator), weiToDb(nonce), andBelow, now],
  })
  return rows[0]?.count ?? 0
}
