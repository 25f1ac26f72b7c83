import { createHash } from 'node:crypto'
import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { retry } from '@network3/service/retry'
import type { BlobAccess } from '../session/session.ts'
import { askHttp, type HttpOptions } from '../site/ask-http.ts'

export const MAXIMUM_BLOB_BYTES = 8 * 2 ** 20
const TIMEOUT_MS = 60_000
/** Over half a minute: a gateway that restarts is back by then. */
const TRIES = 8

export type BlobClient = {
  /** Throws NOT_FOUND, INPUT_INVALID for bytes that are not those of the hash, UNAVAILABLE. */
  fetch(hash: Hex, signal: AbortSignal): Promise<Uint8Array>
  store(hash: Hex, bytes: Uint8Array): Promise<void>
}

export function hashBytes(bytes: Uint8Array): Hex {
  return `0x${createHash('sha256').update(bytes).digest('hex')}`
}

/** Blobs at the gateway of the session, each checked against its hash. `access`: where they are now. */
export function createBlobClient(access: () => BlobAccess | undefined): BlobClient {
  const ask = async (
    hash: Hex,
    request: Pick<HttpOptions, 'method' | 'body' | 'signal'>,
  ): Promise<Uint8Array> => {
    const now = access()
    if (now === undefined) throw new AppError('UNAVAILABLE', 'There is no gateway now.', { retryable: true })
    const { status, body } = await askHttp(new URL(`${now.url.replace(/\/$/, '')}/${hash.slice(2)}`), {
      ...{ ...request, timeoutMs: TIMEOUT_MS, maxBytes: MAXIMUM_BLOB_BYTES },
      headers: { authorization: `Bearer ${now.token}`, 'content-type': 'application/octet-stream' },
    }).catch((cause: unknown) => {
      throw new AppError('UNAVAILABLE', 'The gateway’s blobs cannot be reached.', { cause, retryable: true })
    })
    if (status === 200) return new Uint8Array(body)
    if (status === 404) throw new AppError('NOT_FOUND', `There is no blob ${hash}.`)
    // A token ends with its stream: the next try has the new one.
    const retryable = status === 401 || status === 429 || status >= 500
    throw new AppError('UNAVAILABLE', `The gateway answered ${status} for a blob.`, { retryable })
  }
  return {
    fetch: (hash, signal) =>
      retry(
        async () => {
          const bytes = await ask(hash, { signal })
          if (hashBytes(bytes) === hash) return bytes
          throw new AppError('INPUT_INVALID', 'What the gateway gave is not the blob of this hash.')
        },
        { attempts: TRIES, baseMs: 500, maxMs: 8_000, signal },
      ),
    store: async (hash, bytes) => {
      await retry(() => ask(hash, { method: 'PUT', body: bytes }), {
        ...{ attempts: TRIES, baseMs: 500, maxMs: 8_000 },
      })
    },
  }
}
