import type { Address, Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

export type Session = { account: Address; expiresAt: Date; seenAt: Date }

/** The session of a token, while it is neither revoked nor past, and was used since `usedSince`. */
export async function getSession(
  db: Db,
  params: { tokenHash: Hex; now: Date; usedSince: Date },
): Promise<Session | undefined> {
  const { tokenHash, now, usedSince } = params
  const { rows } = await db.query<{ account: Buffer; expires_at: Date; seen_at: Date }>({
    name: 'get-session',
    text: `SELECT account, expires_at, seen_at FROM session
           WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2 AND seen_at > $3`,
    values: [hexToDb(tokenHash), now, usedSince],
  })
  const [row] = rows
  return row && { account: hexFromDb(row.account), expiresAt: row.expires_at, seenAt: row.seen_at }
}
