import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'

/** Leaves of a centre's log from a position on, in order; at most `limit`. */
export async function findLeaves(
  db: Db,
  params: { masterPublicKey: Hex; from: number; limit: number },
): Promise<Uint8Array[]> {
  const { rows } = await db.query<{ leaf: Buffer }>({
    name: 'find-bundle-leaves',
    text: `SELECT leaf FROM key_bundle WHERE master_public_key = $1 AND position >= $2 ORDER BY position LIMIT $3`,
    values: [hexToDb(params.masterPublicKey), params.from, params.limit],
  })
  return rows.map(({ leaf }) => new Uint8Array(leaf))
}
