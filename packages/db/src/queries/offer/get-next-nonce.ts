import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'

/** The lowest nonce above all that an operator signed offers with, cancelled or raised its floor to. */
export async function getNextNonce(db: Db, operator: Address): Promise<bigint> {
  const { rows } = await db.query<{ nonce: string }>({
    name: 'get-next-offer-nonce',
    text: `SELECT greatest(
             (SELECT max(nonce) + 1 FROM offer WHERE operator = $1),
             (SELECT max(nonce) + 1 FROM offer_cancellation WHERE operator = $1),
             (SELECT nonce FROM offer_floor WHERE operator = $1),
             0) AS nonce`,
    values: [hexToDb(operator)],
  })
  return weiFromDb(rows[0]?.nonce ?? '0')
}
