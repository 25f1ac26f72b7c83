import { blobAccessTypedData, decodeBlobToken } from '@network3/chain/job-typed-data'
import { AppError, isAppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { getBlob } from '@network3/db/queries/blob/get-blob'
import { MAX_BLOB_BYTES, putBlob } from '@network3/db/write/blobs'
import type { Context } from '../context.ts'
import { checkLeaseTakesJobs, requireLease } from '../jobs/require-lease.ts'
import { verifySigner } from '../jobs/verify-signer.ts'
import { networkOf } from './network-of.ts'
import { readBody } from './read-body.ts'

/** A stored envelope waits this long for the job that names it; from then on the job keeps it. */
const UNNAMED_MS = 86_400_000
/** A token lives no longer, seconds. */
const MAX_TOKEN_SECONDS = 86_400

/**
 * GET and PUT /api/v1/blobs/<sha256>: what a developer's jobs are made of, and their results, sealed. Each needs a token
 * signed by a lease's session key (blobAccessTypedData); storing needs the lease to take jobs. It answers every request.
 */
export async function handleBlobRequest(
  request: Request,
  hashText: string,
  context: Context,
): Promise<Response> {
  if (!/^[0-9a-f]{64}$/.test(hashText)) return refuse(400, 'INPUT_INVALID', 'A blob is named by its SHA-256.')
  const hash: Hex = `0x${hashText}`
  const call = context.rateLimiter.take(networkOf(request.headers), 1)
  if (!call.isAllowed) return tooMany(call.resetSeconds)
  try {
    const leaseId = await authenticate(request, context)
    if (request.method === 'GET') return await sendBlob(context, hash)
    if (request.method !== 'PUT') return refuse(405, 'INPUT_INVALID', 'Only GET and PUT are answered here.')
    return await storeBlob(request, context, { hash, leaseId })
  } catch (error) {
    if (isAppError(error, 'JOB_SIGNATURE_INVALID')) return refuse(403, error.code, error.message)
    if (isAppError(error, 'UNAUTHENTICATED')) return refuse(401, error.code, error.message)
    if (isAppError(error, 'NOT_FOUND')) return refuse(404, error.code, error.message)
    if (isAppError(error, 'JOB_LEASE_NOT_OPEN', 'JOB_LEASE_NOT_COMPUTE')) {
      return refuse(412, error.code, error.message)
    }
    context.logger.error({ err: error, hash }, 'blob request failed')
    return refuse(500, 'INTERNAL', 'Something went wrong on our side. It was recorded; try again.')
  }
}

/** The lease whose session key signed the token. Throws UNAUTHENTICATED, JOB_SIGNATURE_INVALID, NOT_FOUND. */
async function authenticate(request: Request, { pool, clock, deployment }: Context): Promise<bigint> {
  const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? []
  const access = decodeBlobToken(token)
  const nowSeconds = BigInt(Math.floor(clock.now() / 1000))
  if (access === undefined) throw unauthenticated('Send a token signed by the session key of a lease.')
  const { leaseId, expiresAt, signature } = access
  if (expiresAt <= nowSeconds || expiresAt > nowSeconds + BigInt(MAX_TOKEN_SECONDS)) {
    throw unauthenticated('The token has expired, or lives for more than a day: sign another one.')
  }
  const lease = await requireLease(pool, leaseId)
  const { chainId, contracts } = deployment
  const signed = blobAccessTypedData(chainId, contracts.leaseMarket, { leaseId, expiresAt })
  await verifySigner(signed, signature, lease.voucherSigner)
  return leaseId
}

async function sendBlob({ pool }: Context, hash: Hex): Promise<Response> {
  const content = await getBlob(pool, hash)
  if (content === undefined) return refuse(404, 'NOT_FOUND', 'There are no bytes of this hash.')
  return new Response(new Uint8Array(content), {
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'private, immutable' },
  })
}

async function storeBlob(
  request: Request,
  context: Context,
  { hash, leaseId }: { hash: Hex; leaseId: bigint },
): Promise<Response> {
  const { pool, clock } = context
  checkLeaseTakesJobs(await requireLease(pool, leaseId), clock.now())
  const tooLarge = refuse(413, 'INPUT_INVALID', `A blob has at most ${MAX_BLOB_BYTES} bytes.`)
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > MAX_BLOB_BYTES) return tooLarge
  const allowance = context.blobLimiter.take(
    String(leaseId),
    announced === 0 ? 8 : Math.ceil(announced / 2 ** 20),
  )
  if (!allowance.isAllowed) return tooMany(allowance.resetSeconds)
  const content = await readBody(request, MAX_BLOB_BYTES)
  if (content === undefined) return tooLarge
  const now = new Date(clock.now())
  const expiresAt = new Date(now.getTime() + UNNAMED_MS)
  const isStored = await putBlob(pool, { hash, content, now, expiresAt })
  if (!isStored) return refuse(422, 'INPUT_INVALID', 'The bytes are not of this SHA-256.')
  return Response.json({ size: content.byteLength }, { headers: { 'cache-control': 'no-store' } })
}

function unauthenticated(message: string): AppError {
  return new AppError('UNAUTHENTICATED', message)
}

function tooMany(resetSeconds: number): Response {
  const response = refuse(429, 'RATE_LIMITED', `Too much at once. Ask again in ${resetSeconds} s.`)
  response.headers.set('retry-after', String(resetSeconds))
  return response
}

function refuse(status: number, code: string, message: string): Response {
  return Response.json({ error: { code, message } }, { status, headers: { 'cache-control': 'no-store' } })
}
