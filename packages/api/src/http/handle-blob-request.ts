import { blobAccessTypedData, decodeBlobToken } from '@network3/chain/job-typed-data'
import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { getBlob } from '@network3/db/queries/blob/get-blob'
import { MAX_BLOB_BYTES, putBlob } from '@network3/db/write/blobs'
import { anonymous } from '../access/caller.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../errors/failure.ts'
import { checkLeaseTakesJobs, requireLease } from '../jobs/require-lease.ts'
import { verifySigner } from '../jobs/verify-signer.ts'
import { problemResponse } from '../rest/problem.ts'
import { allowOthers, answerPreflight } from './cross-origin.ts'
import { failureOfRefusal, failureOfThrown } from './failure-of-refusal.ts'
import { networkOf } from './network-of.ts'
import { readBody } from './read-body.ts'
import type { Refusal } from './refuse-request.ts'
import { withRequestId } from './request-id.ts'
import { allowanceHeaders, overAllowance, takeAllowance } from './take-allowance.ts'

/** A stored envelope waits this long for the job that names it; from then on the job keeps it. */
const UNNAMED_MS = 86_400_000
/** A token lives no longer, seconds. */
const MAX_TOKEN_SECONDS = 86_400

/**
 * GET and PUT /api/v1/blobs/<sha256>: what a developer's jobs are made of, and their results, sealed. Each needs a token
 * signed by a lease's session key (blobAccessTypedData); storing needs the lease to take jobs. It answers every request.
 */
export function handleBlobRequest(request: Request, hashText: string, context: Context): Promise<Response> {
  return withRequestId(request, context, async (traced, requestId) =>
    allowOthers(
      request.method === 'OPTIONS' ? answerPreflight() : await answer(request, hashText, traced, requestId),
    ),
  )
}

async function answer(
  request: Request,
  hashText: string,
  context: Context,
  requestId: string,
): Promise<Response> {
  const allowance = takeAllowance(context, anonymous, networkOf(request.headers), 1)
  const headers = allowanceHeaders(allowance)
  const refuse = (failure: Failure) => problemResponse(failure, requestId, headers)
  if (!allowance.isAllowed) return refuse(failureOfRefusal(overAllowance(anonymous, allowance)))
  try {
    if (!/^[0-9a-f]{64}$/.test(hashText))
      throw new AppError('INPUT_INVALID', 'A blob is named by its SHA-256.')
    const hash: Hex = `0x${hashText}`
    const leaseId = await authenticate(request, context)
    if (request.method === 'GET') return await sendBlob(context, hash)
    if (request.method === 'PUT') return await storeBlob(request, context, { hash, leaseId, refuse })
    return refuse(failureOfRefusal(otherMethod))
  } catch (error) {
    const failure = failureOfThrown(error)
    if (failure.status >= 500) context.logger.error({ err: error, hash: hashText }, 'blob request failed')
    return refuse(failure)
  }
}

const otherMethod: Refusal = {
  ...{ code: 'METHOD_NOT_SUPPORTED', status: 405, message: 'Only GET and PUT are answered here.' },
}

const tooLarge: Refusal = {
  ...{ code: 'PAYLOAD_TOO_LARGE', status: 413, message: `A blob has at most ${MAX_BLOB_BYTES} bytes.` },
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
  if (content === undefined) throw new AppError('NOT_FOUND', 'There are no bytes of this hash.')
  return new Response(new Uint8Array(content), {
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'private, immutable' },
  })
}

async function storeBlob(
  request: Request,
  context: Context,
  { hash, leaseId, refuse }: { hash: Hex; leaseId: bigint; refuse: (failure: Failure) => Response },
): Promise<Response> {
  const { pool, clock } = context
  checkLeaseTakesJobs(await requireLease(pool, leaseId), clock.now())
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > MAX_BLOB_BYTES) return refuse(failureOfRefusal(tooLarge))
  const mebibytes = announced === 0 ? 8 : Math.ceil(announced / 2 ** 20)
  const { isAllowed, resetSeconds } = context.blobLimiter.take(String(leaseId), mebibytes)
  if (!isAllowed) {
    const message = `Too many bytes of this lease at once. Ask again in ${resetSeconds} s.`
    const response = refuse(failureOfRefusal({ code: 'TOO_MANY_REQUESTS', status: 429, message }))
    response.headers.set('retry-after', String(resetSeconds))
    return response
  }
  const content = await readBody(request, MAX_BLOB_BYTES)
  if (content === undefined) return refuse(failureOfRefusal(tooLarge))
  const now = new Date(clock.now())
  const expiresAt = new Date(now.getTime() + UNNAMED_MS)
  const isStored = await putBlob(pool, { hash, content, now, expiresAt })
  if (!isStored) {
    const message = 'The bytes are not of this SHA-256.'
    return refuse(failureOfRefusal({ code: 'UNPROCESSABLE_CONTENT', status: 422, message }))
  }
  return Response.json({ size: content.byteLength }, { headers: { 'cache-control': 'no-store' } })
}

function unauthenticated(message: string): AppError {
  return new AppError('UNAUTHENTICATED', message)
}
