import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb } from '../../write/hex.ts'

/** Hashes of those of the given blocks that are kept: the recent ones, and older ones that carry events. */
export async function findBlockHashes(db: Db, numbers: readonly bigint[]): Promise<Map<bigint, Hex>> {
  const { rows } = await db.query<{ number: bigint; hash: Buffer }>({
    name: 'find-block-hashes',
    text: 'SELECT number, hash FROM block WHERE number = ANY($1::bigint[])',
    values: [numbers],
  })
  return new Map(rows.map((row) => [row.number, hexFromDb(row.hash)]))
}
