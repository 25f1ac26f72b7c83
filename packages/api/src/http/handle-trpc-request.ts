import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { type Browser, readBrowser } from '../access/browser.ts'
import { anonymous, type Caller } from '../access/caller.ts'
import { identifyCaller } from '../access/identify-caller.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../errors/failure.ts'
import { shapeOf } from '../errors/format-error.ts'
import { appRouter } from '../router.ts'
import type { Allowance } from './create-rate-limiter.ts'
import { failureOfRefusal, failureOfThrown } from './failure-of-refusal.ts'
import { keepResponse, keptResponse, pathOf } from './keep-response.ts'
import { networkOf } from './network-of.ts'
import { readBody } from './read-body.ts'
import { bodyTooLarge, MAXIMUM_BODY_BYTES, refuseRequest } from './refuse-request.ts'
import { withRequestId } from './request-id.ts'
import { allowanceHeaders, overAllowance, takeAllowance, withHeaders } from './take-allowance.ts'

export type TrpcRequestOptions = {
  /** Where the router is mounted; default /api/trpc. */
  endpoint?: string
}

/** The whole API over HTTP, for a route handler to mount on GET and POST. It answers every request; nothing is thrown. */
export function handleTrpcRequest(
  request: Request,
  context: Context,
  { endpoint = '/api/trpc' }: TrpcRequestOptions = {},
): Promise<Response> {
  return withRequestId(request, context, (traced) => answer(request, traced, endpoint))
}

async function answer(request: Request, context: Context, endpoint: string): Promise<Response> {
  const calls = countCalls(request, endpoint)
  const callerNetwork = networkOf(request.headers)
  const browser = readBrowser(request.headers)
  let caller: Caller
  try {
    caller = await identifyCaller(context, request, browser.sessionToken)
  } catch (error) {
    const failure = failureOfThrown(error)
    if (failure.status >= 500) context.logger.error({ err: error }, 'caller not identified')
    const allowance = takeAllowance(context, anonymous, callerNetwork, calls)
    // Keys that do not hold are counted too, and stop being answered: nobody tries them without end.
    return refuse(
      allowance.isAllowed ? failure : failureOfRefusal(overAllowance(anonymous, allowance)),
      allowance,
    )
  }
  const allowance = takeAllowance(context, caller, callerNetwork, calls)
  if (!allowance.isAllowed) return refuse(failureOfRefusal(overAllowance(caller, allowance)), allowance)
  if (caller.kind === 'key') context.usageCounter.count(caller.keyId, calls)
  const refusal = refuseRequest(request, { calls, hasKey: caller.kind === 'key' })
  if (refusal !== undefined) return refuse(failureOfRefusal(refusal), allowance)
  const body = request.method === 'POST' ? await readBody(request, MAXIMUM_BODY_BYTES) : new Uint8Array()
  if (body === undefined) return refuse(failureOfRefusal(bodyTooLarge), allowance)

  const page =
    caller.kind === 'anonymous' && request.method === 'GET'
      ? context.keptPages.look(pathOf(request))
      : undefined
  if (page !== undefined && 'body' in page) return keptResponse(request, page, allowance)

  const run = async (operation = context.operation) => {
    const made = { ...context, callerNetwork, caller, browser, operation }
    return withCookies(await runProcedures(request, body, made, { endpoint, allowance }), browser)
  }
  const key = request.headers.get('idempotency-key')
  // A batch is several operations; only one alone can be the same as another.
  if (page !== undefined) return keepResponse(request, await run(), page.keep, allowance)
  if (key === null || request.method !== 'POST' || calls !== 1) return run()
  try {
    const { pathname: path } = new URL(request.url)
    const asked = { key, caller, network: callerNetwork, path, body }
    return withHeaders(await context.answerOnce(asked, run), allowanceHeaders(allowance))
  } catch (error) {
    return refuse(failureOfThrown(error), allowance)
  }
}

function runProcedures(
  request: Request,
  body: Uint8Array<ArrayBuffer>,
  context: Context,
  { endpoint, allowance }: { endpoint: string; allowance: Allowance },
): Promise<Response> {
  const { method, url, headers, signal } = request
  const startedAt = performance.now()
  return fetchRequestHandler({
    endpoint,
    req: method === 'POST' ? new Request(url, { method, headers, body, signal }) : request,
    router: appRouter,
    createContext: () => context,
    responseMeta: () => ({ headers: allowanceHeaders(allowance) }),
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

function withCookies(response: Response, { setCookies }: Browser): Response {
  for (const cookie of setCookies) response.headers.append('set-cookie', cookie)
  return response
}

/** In the shape of tRPC's errors, so that its client reads it like any other. */
function refuse(failure: Failure, allowance: Allowance): Response {
  const error = { ...shapeOf(failure, null), code: -32600 }
  return Response.json({ error }, { status: failure.status, headers: allowanceHeaders(allowance) })
}
