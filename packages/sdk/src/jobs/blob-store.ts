import { blobAccessTypedData, encodeBlobToken } from '@network3/chain/job-typed-data'
import { AppError, type AppErrorCode } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import { type LocalAccount, sha256 } from 'viem'
import { z } from 'zod'
import type { Site } from '../site/call-site.ts'

export type BlobStore = {
  /** Stores bytes and gives their SHA-256. */
  put(bytes: Uint8Array): Promise<Hex>
  /** Throws JOB_RESULT_INVALID when the site gives other bytes than were asked for. */
  get(hash: Hex): Promise<Uint8Array>
}

/** The bearer token that stores and fetches blobs of a lease until it expires. */
export async function signBlobToken(
  { chainId, leaseMarket, leaseId, sessionKey }: BlobAccount,
  expiresAt: bigint,
): Promise<string> {
  const access = { leaseId, expiresAt }
  return encodeBlobToken(
    access,
    await sessionKey.signTypedData(blobAccessTypedData(chainId, leaseMarket, access)),
  )
}

export type BlobAccount = { chainId: number; leaseMarket: Address; leaseId: bigint; sessionKey: LocalAccount }

/** A token lives this long and is signed anew in the last quarter, seconds. */
const TOKEN_SECONDS = 3_600n
/** RFC 9457, as far as it is read here. */
const problemSchema = z.object({ code: z.string(), detail: z.string() })

/** Sealed bytes at a site, under a token that the lease's session key signs. */
export function createBlobStore(
  options: Pick<Site, 'siteUrl' | 'onCall'> & BlobAccount & { now: () => number },
): BlobStore {
  const { siteUrl, onCall, now } = options
  let token: { text: string; expiresAt: bigint } | undefined
  const authorize = async () => {
    const seconds = BigInt(Math.floor(now() / 1000))
    if (token === undefined || token.expiresAt - seconds < TOKEN_SECONDS / 4n) {
      const expiresAt = seconds + TOKEN_SECONDS
      token = { text: await signBlobToken(options, expiresAt), expiresAt }
    }
    return { authorization: `Bearer ${token.text}` }
  }
  const request = async (hash: Hex, init: RequestInit) => {
    const url = new URL(`/api/v1/blobs/${hash.slice(2)}`, siteUrl)
    const headers = await authorize()
    onCall?.({ method: init.method === 'PUT' ? 'PUT' : 'GET', url: url.href, body: undefined })
    const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(60_000) }).catch(
      (cause: unknown) => {
        throw new AppError('UNAVAILABLE', `No Network3 site answers at ${siteUrl}.`, {
          cause,
          retryable: true,
        })
      },
    )
    if (response.ok) return response
    const refused = problemSchema.safeParse(await response.json().catch(() => undefined))
    if (!refused.success) throw new AppError('UNAVAILABLE', `${url} answered ${response.status}.`)
    const { code, detail } = refused.data
    throw new AppError(code as AppErrorCode, detail, { retryable: response.status === 429 })
  }
  return {
    put: async (bytes) => {
      const hash = sha256(bytes)
      await (await request(hash, { method: 'PUT', body: new Uint8Array(bytes) })).body?.cancel()
      return hash
    },
    get: async (hash) => {
      const bytes = new Uint8Array(await (await request(hash, {})).arrayBuffer())
      if (sha256(bytes) === hash) return bytes
      throw new AppError('JOB_RESULT_INVALID', `The site gave other bytes than those of ${hash}.`)
    },
  }
}
