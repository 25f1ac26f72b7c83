import type { TRPCError } from '@trpc/server'

/** Why a request is not even looked at. */
export type Refusal = { code: TRPCError['code']; status: number; message: string }

/** What is asked of a request beside its headers. */
export type Asking = {
  /** Procedures in its batch. */
  calls: number
  /** It came with an API key, which no other site can send for anybody: then it may come from anywhere. */
  hasKey: boolean
}

export const MAXIMUM_BODY_BYTES = 100 * 1024
const MAXIMUM_BATCH = 10
/** A header no form can set and no other site may send without a preflight, which nothing here answers. */
const CLIENT_HEADER = 'x-n3-client'

/**
 * What is refused before any procedure runs; undefined when the request may go on. Cases:
 * 1. other methods than GET and POST; 2. batches over the limit; 3. of POSTs (which alone can change anything):
 * bodies that are not JSON (tRPC would run a cross-site multipart form as a mutation), without an API key a foreign or
 * missing Origin and a missing client header, a body said to be too large.
 */
export function refuseRequest(request: Request, { calls, hasKey }: Asking): Refusal | undefined {
  const { method, headers } = request
  if (method !== 'GET' && method !== 'POST') {
    return { code: 'METHOD_NOT_SUPPORTED', status: 405, message: 'Only GET and POST are answered here.' }
  }
  if (calls > MAXIMUM_BATCH) {
    return { code: 'BAD_REQUEST', status: 400, message: `A batch holds at most ${MAXIMUM_BATCH} calls.` }
  }
  if (method === 'GET') return undefined
  const [mediaType = ''] = (headers.get('content-type') ?? '').split(';')
  if (mediaType.trim().toLowerCase() !== 'application/json') {
    return { code: 'UNSUPPORTED_MEDIA_TYPE', status: 415, message: 'Send JSON.' }
  }
  if (!hasKey && !isOwnOrigin(headers)) {
    return { code: 'FORBIDDEN', status: 403, message: 'Changes are taken from our own pages only.' }
  }
  if (!hasKey && !headers.has(CLIENT_HEADER)) {
    return { code: 'FORBIDDEN', status: 403, message: `The header ${CLIENT_HEADER} is missing.` }
  }
  if (Number(headers.get('content-length') ?? 0) > MAXIMUM_BODY_BYTES) return bodyTooLarge
  return undefined
}

export const bodyTooLarge: Refusal = {
  code: 'PAYLOAD_TOO_LARGE',
  status: 413,
  message: `A body holds at most ${MAXIMUM_BODY_BYTES / 1024} KiB.`,
}

/** The page's origin is the host it asked. Browsers let no page set Origin or Host. */
export function isOwnOrigin(headers: Headers): boolean {
  const origin = headers.get('origin')
  const host = headers.get('x-forwarded-host') ?? headers.get('host')
  if (origin === null || host === null || !URL.canParse(origin)) return false
  return new URL(origin).host === host.toLowerCase() && headers.get('sec-fetch-site') !== 'cross-site'
}
