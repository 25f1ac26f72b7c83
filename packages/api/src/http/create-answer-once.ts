import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { Hex } from '@network3/core/hex'
import type { Pool } from '@network3/db/pool'
import { beginOperation, endOperation } from '@network3/db/write/idempotency'
import type { Clock } from '@network3/service/clock'
import { accessError } from '../access/access-error.ts'
import type { Caller } from '../access/caller.ts'
import { type Operation, seededOperation } from '../access/operation.ts'

const KEPT_MS = 86_400_000
/** Longer answers are not kept: the operation is done again, and makes the same. */
const MAXIMUM_ANSWER = 65_536
const IV_BYTES = 12
const TAG_BYTES = 16

type Asked = { key: string; caller: Caller; network: string; path: string; body: Uint8Array }

/**
 * Answers a request with an idempotency key: the first time by `run`, then, for a day, by what that answered.
 *
 * 1. What the operation makes gets its ids and secrets from a seed: HKDF of the key, which is not stored, and a salt,
 *    which is stored before anything is done. So a process that is killed anywhere leaves either nothing or what the
 *    repetition makes again; no lock has to be broken and no row is stuck.
 * 2. Answers are sealed under the same seed: a dump of the database shows no API key that one of them held.
 * 3. Two at once: in one process the second waits; in two both run, and both make the same.
 * 4. Only answers of success are kept: what was refused changed nothing, and may go well the next time.
 *
 * Throws IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_REUSED.
 */
export type AnswerOnce = (asked: Asked, run: (operation: Operation) => Promise<Response>) => Promise<Response>

export function createAnswerOnce({ pool, clock }: { pool: Pool; clock: Clock }): AnswerOnce {
  const running = new Map<string, Promise<unknown>>()
  return async (asked, run) => {
    if (!/^[A-Za-z0-9_-]{16,128}$/.test(asked.key)) throw accessError('IDEMPOTENCY_KEY_INVALID')
    const id = sha256(`${ownerOf(asked)}\n${asked.key}`)
    for (let earlier = running.get(id); earlier !== undefined; earlier = running.get(id)) {
      await earlier.catch(() => undefined)
    }
    const answering = answer(id, asked, run)
    running.set(id, answering)
    try {
      return await answering
    } finally {
      running.delete(id)
    }
  }

  async function answer(id: Hex, asked: Asked, run: (operation: Operation) => Promise<Response>) {
    const now = new Date(clock.now())
    const fingerprint = sha256(`${asked.path}\n`, asked.body)
    const known = await beginOperation(pool, {
      ...{ id, fingerprint, now, expiresAt: new Date(now.getTime() + KEPT_MS) },
      salt: `0x${randomBytes(32).toString('hex')}`,
    })
    if (known.fingerprint !== fingerprint) throw accessError('IDEMPOTENCY_KEY_REUSED')
    const seed = derive(asked.key, known.salt, 'seed')
    const sealKey = derive(asked.key, known.salt, 'answer')
    if (known.answer !== undefined) {
      const { status, sealed } = known.answer
      return new Response(open(sealKey, sealed), {
        status,
        headers: { 'content-type': 'application/json', 'idempotent-replayed': 'true' },
      })
    }
    const response = await run(seededOperation(seed, known.createdAt))
    const isKept = response.ok && response.headers.getSetCookie().length === 0
    if (!isKept) return response
    const text = await response.clone().text()
    if (text.length <= MAXIMUM_ANSWER) {
      await endOperation(pool, { id, status: response.status, sealed: seal(sealKey, text) })
    }
    return response
  }
}

/** Whose keys of this name are the same. Without account or key it is the network, as for allowances. */
function ownerOf({ caller, network }: Asked): string {
  if (caller.kind === 'key') return caller.keyId
  return caller.kind === 'session' ? caller.account : `network ${network}`
}

function sha256(...parts: (string | Uint8Array)[]): Hex {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return `0x${hash.digest('hex')}`
}

function derive(key: string, salt: Hex, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, Buffer.from(salt.slice(2), 'hex'), purpose, 32))
}

function seal(key: Uint8Array, text: string): Uint8Array {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

function open(key: Uint8Array, sealed: Uint8Array): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES))
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString()
}
