import { timingSafeEqual } from 'node:crypto'
import { apiScopes } from '@network3/db/queries/access/api-key-row'
import { getApiKey } from '@network3/db/queries/access/find-api-keys'
import type { Context } from '../context.ts'
import { accessError } from './access-error.ts'
import { anonymous, type Caller } from './caller.ts'
import { findSession } from './find-session.ts'
import { KEY_MARK, keyIdOf } from './key-text.ts'
import { hashToken } from './tokens.ts'

/**
 * Who sent a request. A key beats a session; a key that does not hold is refused, never taken for nobody.
 * Throws KEY_IN_URL, KEY_INVALID, KEY_REVOKED, KEY_PAST.
 */
export async function identifyCaller(
  { pool, clock }: Context,
  request: Request,
  sessionToken: string | undefined,
): Promise<Caller> {
  const now = new Date(clock.now())
  if (request.url.includes(KEY_MARK)) throw accessError('KEY_IN_URL')
  const authorization = request.headers.get('authorization')
  if (authorization !== null) return callerOfKey(pool, authorization, now)
  if (sessionToken === undefined) return anonymous
  const session = await findSession(pool, sessionToken, now)
  return session === undefined ? anonymous : { kind: 'session', account: session.account, scopes: apiScopes }
}

async function callerOfKey(pool: Context['pool'], authorization: string, now: Date): Promise<Caller> {
  const [, key = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
  const keyId = keyIdOf(key)
  const known = keyId === undefined ? undefined : await getApiKey(pool, keyId)
  // Whether a key was revoked or is past is told to its holder only.
  if (known === undefined || !isSame(known.secretHash, hashToken(key))) throw accessError('KEY_INVALID')
  if (known.revokedAt !== null) throw accessError('KEY_REVOKED')
  if (known.expiresAt !== null && known.expiresAt <= now) throw accessError('KEY_PAST')
  const { id, account, scopes, dailyCapWei } = known
  return { kind: 'key', account, keyId: id, scopes, dailyCapWei }
}

function isSame(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(left), Buffer.from(right))
}
