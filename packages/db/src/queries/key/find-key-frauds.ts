import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'

/** Two published bundles of one name and epoch with different keys: what an honest centre never signs. */
export type KeyFraudRow = { name: string; epoch: number; first: Uint8Array; second: Uint8Array }

/** The frauds of a centre's log that involve a bundle at or after `from`, oldest first; at most 100. */
export async function findKeyFrauds(
  db: Db,
  params: { masterPublicKey: Hex; from: number },
): Promise<KeyFraudRow[]> {
  const { rows } = await db.query<{ name: string; epoch: bigint; first: Buffer; second: Buffer }>({
    name: 'find-key-frauds',
    text: `SELECT newer.name, newer.epoch, older.bundle AS first, newer.bundle AS second
           FROM key_bundle newer
           CROSS JOIN LATERAL (
             SELECT bundle FROM key_bundle other
             WHERE other.master_public_key = newer.master_public_key AND other.name = newer.name
               AND other.epoch = newer.epoch AND other.user_point <> newer.user_point
               AND other.position < newer.position
             ORDER BY other.position LIMIT 1
           ) older
           WHERE newer.master_public_key = $1 AND newer.position >= $2
           ORDER BY newer.position LIMIT 100`,
    values: [hexToDb(params.masterPublicKey), params.from],
  })
  return rows.map(({ name, epoch, first, second }) => ({
    ...{ name, epoch: Number(epoch) },
    ...{ first: new Uint8Array(first), second: new Uint8Array(second) },
  }))
}
