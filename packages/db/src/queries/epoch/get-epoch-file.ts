import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'

export type StoredEpochFile = { content: string; fetchedAt: Date }

/** A published file by its hash, exactly as fetched; undefined while it has not been. */
export async function getEpochFile(db: Db, dataHash: Hex): Promise<StoredEpochFile | undefined> {
  const { rows } = await db.query<{ content: string; fetched_at: Date }>({
    name: 'get-epoch-file',
    text: 'SELECT content, fetched_at FROM epoch_file WHERE data_hash = $1',
    values: [hexToDb(dataHash)],
  })
  const row = rows[0]
  return row === undefined ? undefined : { content: row.content, fetchedAt: row.fetched_at }
}
