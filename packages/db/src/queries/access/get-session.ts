import type { Address, Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

export type Session = { account: Address; expiresAt: Date }

/** The session of a token, while it is neither revoked nor past. */
export async function getSession(db: Db, tokenHash: Hex, now: Date): Promise<Session | undefined> {
  const { rows } = await db.query<{ account: Buffer; expires_at: Date }>({
    name: 'get-session',
    text: `SELECT account, expires_at FROM session
           WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2`,
    values: [hexToDb(tokenHash), now],
  })
  return rows[0] && { account: hexFromDb(rows[0].account), expiresAt: rows[0].expires_at }
}
