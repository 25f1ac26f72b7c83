import type { Address, Hex } from '@network3/core/hex'
import type { Db, Pool } from '../pool.ts'
import { hexToDb } from './hex.ts'
import { inTransaction } from './in-transaction.ts'

/** Keeps a nonce for the browser that holds the token, in place of the one it had; forgets those that are past. */
export async function putSignIn(
  db: Db,
  { tokenHash, nonce, now, expiresAt }: { tokenHash: Hex; nonce: string; now: Date; expiresAt: Date },
): Promise<void> {
  await db.query(
    'DELETE FROM sign_in WHERE token_hash IN (SELECT token_hash FROM sign_in WHERE expires_at < $1 LIMIT 1000 FOR UPDATE SKIP LOCKED)',
    [now],
  )
  await db.query('INSERT INTO sign_in (token_hash, nonce, expires_at) VALUES ($1, $2, $3)', [
    hexToDb(tokenHash),
    nonce,
    expiresAt,
  ])
}

/** Takes the browser's nonce away, whatever becomes of the signing in. False when it is not this one, or past. */
export async function takeSignIn(
  db: Db,
  { tokenHash, nonce, now }: { tokenHash: Hex; nonce: string; now: Date },
): Promise<boolean> {
  const { rows } = await db.query<{ nonce: string; expires_at: Date }>(
    'DELETE FROM sign_in WHERE token_hash = $1 RETURNING nonce, expires_at',
    [hexToDb(tokenHash)],
  )
  return rows[0]?.nonce === nonce && rows[0].expires_at > now
}

export type NewSession = { tokenHash: Hex; account: Address; now: Date; expiresAt: Date }

/** Opens a session under a new token and ends the one the browser had, so that no token outlives a signing in. */
export function openSession(pool: Pool, session: NewSession, replaced: Hex | undefined): Promise<void> {
  return inTransaction(pool, async (tx) => {
    await tx.query(
      'DELETE FROM session WHERE token_hash IN (SELECT token_hash FROM session WHERE expires_at < $1 LIMIT 1000 FOR UPDATE SKIP LOCKED)',
      [session.now],
    )
    if (replaced !== undefined) await revokeSession(tx, replaced, session.now)
    await tx.query(
      'INSERT INTO session (token_hash, account, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $3, $4)',
      [hexToDb(session.tokenHash), hexToDb(session.account), session.now, session.expiresAt],
    )
  })
}

/**
 * Notes that a session is used, unless that was noted since `unlessSince`. One that has ended meanwhile stays ended: what
 * is revoked, past, or was not used since `usedSince` is not touched.
 */
export async function touchSession(
  db: Db,
  params: { tokenHash: Hex; now: Date; usedSince: Date; unlessSince: Date },
): Promise<void> {
  const { tokenHash, now, usedSince, unlessSince } = params
  await db.query({
    name: 'touch-session',
    text: `UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2
             AND seen_at > $3 AND seen_at <= $4`,
    values: [hexToDb(tokenHash), now, usedSince, unlessSince],
  })
}

export async function revokeSession(db: Db, tokenHash: Hex, now: Date): Promise<void> {
  await db.query('UPDATE session SET revoked_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL', [
    hexToDb(tokenHash),
    now,
  ])
}

/** Ends every session of an account, in all browsers. */
export async function revokeSessionsOf(db: Db, account: Address, now: Date): Promise<void> {
  await db.query('UPDATE session SET revoked_at = $2 WHERE account = $1 AND revoked_at IS NULL', [
    hexToDb(account),
    now,
  ])
}
