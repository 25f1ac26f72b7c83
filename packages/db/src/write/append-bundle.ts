import type { Hex } from '@network3/core/hex'
import type { Pool } from '../pool.ts'
import { hexToDb } from './hex.ts'

export type NewBundle = {
  masterPublicKey: Hex
  name: string
  /** Day since 1970. */
  epoch: number
  userPoint: Hex
  keyHash: Hex
  leaf: Uint8Array
  bundle: Uint8Array
  publishedAt: Date
}

/**
 * Puts a verified bundle at the end of its centre's log, and resolves to its position. A key that is there already
 * keeps its place and its first bundle. Writers of one centre follow each other, so that positions have no gaps and
 * whoever reads up to a position has read all of it.
 */
export async function appendBundle(
  pool: Pool,
  bundle: NewBundle,
): Promise<{ position: number; isNew: boolean }> {
  const client = await pool.connect()
  const key = hexToDb(bundle.masterPublicKey)
  try {
    await client.query('BEGIN')
    await client.query(
      "SELECT pg_advisory_xact_lock(hashtextextended('key_bundle' || encode($1, 'hex'), 0))",
      [key],
    )
    const known = await client.query<{ position: bigint }>(
      'SELECT position FROM key_bundle WHERE master_public_key = $1 AND key_hash = $2',
      [key, hexToDb(bundle.keyHash)],
    )
    const inserted =
      known.rows[0] === undefined
        ? await client.query<{ position: bigint }>(
            `INSERT INTO key_bundle (master_public_key, position, name, epoch, user_point, key_hash, leaf, bundle, published_at)
             SELECT $1, COALESCE(max(position) + 1, 0), $2, $3, $4, $5, $6, $7, $8
             FROM key_bundle WHERE master_public_key = $1 RETURNING position`,
            [
              ...[key, bundle.name, bundle.epoch, hexToDb(bundle.userPoint), hexToDb(bundle.keyHash)],
              ...[bundle.leaf, bundle.bundle, bundle.publishedAt],
            ],
          )
        : known
    await client.query('COMMIT')
    return { position: Number(inserted.rows[0]?.position), isNew: known.rows[0] === undefined }
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
