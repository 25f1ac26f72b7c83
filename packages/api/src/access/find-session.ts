import type { Db } from '@network3/db/pool'
import { getSession, type Session } from '@network3/db/queries/access/get-session'
import { touchSession } from '@network3/db/write/sessions'
import { hashToken } from './tokens.ts'

/** A session ends so long after signing in, however much it is used, and so long after its last use. */
export const SESSION_SECONDS = 7 * 86_400
const IDLE_SECONDS = 86_400
/** Its use is written no more often than this, so that reading a page costs no write. */
const NOTED_SECONDS = 300

/** The session of a browser's token, while it holds; that it was used now is noted. */
export async function findSession(db: Db, token: string, now: Date): Promise<Session | undefined> {
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1000)
  const [tokenHash, usedSince, unlessSince] = [hashToken(token), before(IDLE_SECONDS), before(NOTED_SECONDS)]
  const session = await getSession(db, { tokenHash, now, usedSince })
  if (session !== undefined && session.seenAt <= unlessSince)
    await touchSession(db, { tokenHash, now, usedSince, unlessSince })
  return session
}
