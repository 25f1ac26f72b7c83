import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import type { Context } from '../context.ts'
import { appRouter } from '../router.ts'
import type { Allowance } from './create-rate-limiter.ts'
import { networkOf } from './network-of.ts'
import { readBody } from './read-body.ts'
import { bodyTooLarge, MAXIMUM_BODY_BYTES, type Refusal, refuseRequest } from './refuse-request.ts'

export type TrpcRequestOptions = {
  /** Where the router is mounted; default /api/trpc. */
  endpoint?: string
}

/** The whole API over HTTP, for a route handler to mount on GET and POST. It answers every request; nothing is thrown. */
export async function handleTrpcRequest(
  request: Request,
  context: Context,
  { endpoint = '/api/trpc' }: TrpcRequestOptions = {},
): Promise<Response> {
  const calls = countCalls(request, endpoint)
  const callerNetwork = networkOf(request.headers)
  const allowance = context.rateLimiter.take(callerNetwork, calls)
  if (!allowance.isAllowed) {
    const message = `Too many calls from your network. Ask again in ${allowance.resetSeconds} s.`
    return refuse({ code: 'TOO_MANY_REQUESTS', status: 429, message }, allowance)
  }
  const refusal = refuseRequest(request, calls)
  if (refusal !== undefined) return refuse(refusal, allowance)
  const passed = request.method === 'POST' ? await withReadBody(request) : request
  if (passed === undefined) return refuse(bodyTooLarge, allowance)
  const startedAt = performance.now()
  return fetchRequestHandler({
    endpoint,
    req: passed,
    router: appRouter,
    createContext: () => ({ ...context, callerNetwork }),
    responseMeta: () => ({ headers: headersOf(allowance) }),
    onError: ({ error, path, type }) => {
      const durationMs = Math.round(performance.now() - startedAt)
      const fact = { path, type, code: error.code, durationMs }
      if (error.code === 'INTERNAL_SERVER_ERROR') context.logger.error({ ...fact, err: error }, 'call failed')
      else context.logger.debug({ ...fact, reason: error.message }, 'call refused')
    },
  })
}

/** A batch names its procedures in the path, divided by commas, encoded or not. */
function countCalls(request: Request, endpoint: string): number {
  const { pathname } = new URL(request.url)
  return pathname.slice(endpoint.length + 1).split(/,|%2c/i).length
}

async function withReadBody(request: Request): Promise<Request | undefined> {
  const body = await readBody(request, MAXIMUM_BODY_BYTES)
  if (body === undefined) return undefined
  return new Request(request.url, { method: 'POST', headers: request.headers, body, signal: request.signal })
}

/** In the shape of tRPC's errors, so that its client reads it like any other. */
function refuse({ code, status, message }: Refusal, allowance: Allowance): Response {
  const data = {
    code: ourCodeOf(code),
    trpcCode: code,
    httpStatus: status,
    path: null,
    retryable: status === 429,
    issues: [],
  }
  const headers = headersOf(allowance)
  if (status === 429) headers.set('retry-after', String(allowance.resetSeconds))
  return Response.json({ error: { message, code: -32600, data } }, { status, headers })
}

function ourCodeOf(code: Refusal['code']): string {
  if (code === 'TOO_MANY_REQUESTS') return 'RATE_LIMITED'
  return code === 'FORBIDDEN' ? 'FORBIDDEN' : 'INPUT_INVALID'
}

function headersOf({ limit, remaining, resetSeconds }: Allowance): Headers {
  return new Headers({
    'cache-control': 'no-store',
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetSeconds),
  })
}
