import type { Hex } from '@network3/core/hex'
import type { Db } from '../pool.ts'
import { hexFromDb, hexToDb } from './hex.ts'

export type Operation = {
  fingerprint: Hex
  salt: Hex
  createdAt: Date
  /** Undefined until it was answered. */
  answer: { status: number; sealed: Uint8Array } | undefined
}

/**
 * The operation of this id: the stored one, or a new one with the salt given. A stored one that is past begins anew.
 * Forgets up to 100 others that are past.
 */
export async function beginOperation(
  db: Db,
  begun: { id: Hex; fingerprint: Hex; salt: Hex; now: Date; expiresAt: Date },
): Promise<Operation> {
  await db.query(
    'DELETE FROM idempotency WHERE id IN (SELECT id FROM idempotency WHERE expires_at < $1 LIMIT 100 FOR UPDATE SKIP LOCKED)',
    [begun.now],
  )
  const id = hexToDb(begun.id)
  await db.query(
    `INSERT INTO idempotency (id, fingerprint, salt, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, salt = excluded.salt, status = NULL,
       answer = NULL, created_at = excluded.created_at, expires_at = excluded.expires_at
     WHERE idempotency.expires_at < excluded.created_at`,
    [id, hexToDb(begun.fingerprint), hexToDb(begun.salt), begun.now, begun.expiresAt],
  )
  const { rows } = await db.query<{
    fingerprint: Buffer
    salt: Buffer
    created_at: Date
    status: number | null
    answer: Buffer | null
  }>('SELECT fingerprint, salt, created_at, status, answer FROM idempotency WHERE id = $1', [id])
  const [row] = rows
  if (row === undefined) throw new Error('an operation that was begun a moment ago is there')
  return {
    fingerprint: hexFromDb(row.fingerprint),
    salt: hexFromDb(row.salt),
    createdAt: row.created_at,
    answer:
      row.status === null || row.answer === null ? undefined : { status: row.status, sealed: row.answer },
  }
}

/** Keeps the answer of an operation; the first one stays. */
export async function endOperation(
  db: Db,
  { id, status, sealed }: { id: Hex; status: number; sealed: Uint8Array },
): Promise<void> {
  await db.query('UPDATE idempotency SET status = $2, answer = $3 WHERE id = $1 AND answer IS NULL', [
    hexToDb(id),
    status,
    sealed,
  ])
}
