import { createHash } from 'node:crypto'
import type { Hex } from '@network3/core/hex'
import type { Db } from '../pool.ts'
import { hexToDb } from './hex.ts'

/** The largest module, input or result. */
export const MAX_BLOB_BYTES = 8 * 1024 * 1024

/**
 * Stores bytes under their SHA-256, once; storing them again only keeps them longer. False when the hash is not theirs
 * or they are more than MAX_BLOB_BYTES.
 */
export async function putBlob(
  db: Db,
  blob: { hash: Hex; content: Uint8Array; now: Date; expiresAt: Date },
): Promise<boolean> {
  const { hash, content, now, expiresAt } = blob
  if (content.byteLength > MAX_BLOB_BYTES) return false
  if (`0x${createHash('sha256').update(content).digest('hex')}` !== hash) return false
  await db.query({
    name: 'put-blob',
    text: `INSERT INTO blob AS b (hash, size, content, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (hash) DO UPDATE SET expires_at = EXCLUDED.expires_at
           WHERE b.expires_at < EXCLUDED.expires_at`,
    values: [hexToDb(hash), content.byteLength, content, now, expiresAt],
  })
  return true
}

/**
 * Keeps these blobs at least until `until`, and tells whether all of them are there. Written a day ahead of need, so that
 * thousands of jobs of one module do not queue for its row, and locked against being dropped until the commit.
 */
export async function keepBlobs(db: Db, hashes: readonly Hex[], until: Date): Promise<boolean> {
  const blobs = [...new Set(hashes)].map(hexToDb)
  const { rows } = await db.query<{ found: number }>({
    name: 'keep-blobs',
    text: `WITH kept AS (SELECT hash, expires_at FROM blob WHERE hash = ANY($1) ORDER BY hash FOR KEY SHARE),
             longer AS (UPDATE blob b SET expires_at = $2::timestamptz + interval '1 day' FROM kept k
               WHERE b.hash = k.hash AND k.expires_at < $2)
           SELECT count(*)::int AS found FROM kept`,
    values: [blobs, until],
  })
  return rows[0]?.found === blobs.length
}

/** Drops what nobody needs any more, at most `limit` at once, and tells how many. */
export async function deleteExpiredBlobs(db: Db, now: Date, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `DELETE FROM blob WHERE hash IN
       (SELECT hash FROM blob WHERE expires_at < $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    [now, limit],
  )
  return rowCount ?? 0
}
