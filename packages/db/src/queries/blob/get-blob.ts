import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'

/** The bytes of a SHA-256, or undefined. */
export async function getBlob(db: Db, hash: Hex): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ content: Buffer }>({
    name: 'get-blob',
    text: 'SELECT content FROM blob WHERE hash = $1',
    values: [hexToDb(hash)],
  })
  return rows[0]?.content
}
