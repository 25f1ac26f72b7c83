import { callTRPCProcedure } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { anonymous, type Caller } from '../access/caller.ts'
import { identifyCaller } from '../access/identify-caller.ts'
import type { Context } from '../context.ts'
import type { Failure } from '../errors/failure.ts'
import { describeOpenApi } from '../rest/describe-open-api.ts'
import type { RestOperation } from '../rest/list-operations.ts'
import { matchOperation } from '../rest/match-operation.ts'
import { problemResponse } from '../rest/problem.ts'
import { readInput } from '../rest/read-input.ts'
import { appRouter } from '../router.ts'
import { allowOthers, answerPreflight } from './cross-origin.ts'
import { failureOfRefusal, failureOfThrown } from './failure-of-refusal.ts'
import { keepResponse, keptResponse, pathOf } from './keep-response.ts'
import { networkOf } from './network-of.ts'
import { readBody } from './read-body.ts'
import { bodyTooLarge, isOwnOrigin, MAXIMUM_BODY_BYTES, type Refusal } from './refuse-request.ts'
import { withRequestId } from './request-id.ts'
import { allowanceHeaders, overAllowance, takeAllowance, withHeaders } from './take-allowance.ts'

const BASE = '/api/v1'

/**
 * The same router as REST, for a route handler to mount below /api/v1 on every method. It answers every request. No
 * cookie is read here: who calls is told by a key, or needs not be known.
 */
export function handleRestRequest(request: Request, context: Context): Promise<Response> {
  return withRequestId(request, context, async (traced, requestId) =>
    allowOthers(request.method === 'OPTIONS' ? answerPreflight() : await answer(request, traced, requestId)),
  )
}

async function answer(request: Request, context: Context, requestId: string): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  const callerNetwork = networkOf(request.headers)
  let caller: Caller = anonymous
  let thrown: unknown
  try {
    caller = await identifyCaller(context, request, undefined)
  } catch (error) {
    thrown = error
  }
  const allowance = takeAllowance(context, caller, callerNetwork, 1)
  const headers = allowanceHeaders(allowance)
  const refuse = (failure: Failure) => problemResponse(failure, requestId, headers)
  const fail = (error: unknown) => {
    const failure = failureOfThrown(error)
    const fact = { path: pathname, code: failure.code, reason: failure.message }
    if (failure.status >= 500) context.logger.error({ ...fact, err: error }, 'call failed')
    else context.logger.debug(fact, 'call refused')
    return refuse(failure)
  }
  // Keys that do not hold are counted too, and stop being answered: nobody tries them without end.
  if (!allowance.isAllowed) return refuse(failureOfRefusal(overAllowance(caller, allowance)))
  if (thrown !== undefined) return fail(thrown)
  if (caller.kind === 'key') context.usageCounter.count(caller.keyId, 1)

  const path = pathname.slice(BASE.length)
  if (path === '/openapi.json' && request.method === 'GET')
    return Response.json(describeOpenApi(), { headers: { 'cache-control': 'public, max-age=60' } })
  const match = matchOperation(request.method, path)
  if (match === undefined) return refuse(failureOfRefusal(nothingThere))
  if ('allow' in match) {
    headers.set('allow', match.allow.join(', '))
    return refuse(failureOfRefusal(otherMethod(match.allow)))
  }
  const { operation, fields } = match
  const refusal = refuseRest(request, operation, caller)
  if (refusal !== undefined) return refuse(failureOfRefusal(refusal))
  const body = request.method === 'POST' ? await readBody(request, MAXIMUM_BODY_BYTES) : new Uint8Array()
  if (body === undefined) return refuse(failureOfRefusal(bodyTooLarge))

  try {
    const input = readInput(operation, { fields, query: searchParams, body })
    const made = { ...context, callerNetwork, caller }
    if (operation.type === 'subscription') return await stream(request, made, operation, input)
    const run = async (own: Context['operation']) => {
      const output = await callTRPCProcedure({
        ...{ router: appRouter, path: operation.name, type: operation.type, batchIndex: 0 },
        ...{ getRawInput: async () => input, ctx: { ...made, operation: own }, signal: request.signal },
      })
      return Response.json(output, { headers })
    }
    const page =
      caller.kind === 'anonymous' && request.method === 'GET'
        ? context.keptPages.look(pathOf(request))
        : undefined
    if (page !== undefined && 'body' in page) return keptResponse(request, page, allowance)
    if (page !== undefined) return keepResponse(request, await run(context.operation), page.keep, allowance)
    const key = request.headers.get('idempotency-key')
    if (key === null || operation.type !== 'mutation') return await run(context.operation)
    const asked = { key, caller, network: callerNetwork, path: pathname, body }
    return withHeaders(await context.answerOnce(asked, run), headers)
  } catch (error) {
    return fail(error)
  }
}

const nothingThere: Refusal = {
  ...{ code: 'NOT_FOUND', status: 404 },
  message: 'There is nothing at this path: /api/v1/openapi.json lists what there is.',
}

function otherMethod(allow: string[]): Refusal {
  return {
    code: 'METHOD_NOT_SUPPORTED',
    status: 405,
    message: `Only ${allow.join(' and ')} is answered here.`,
  }
}

/**
 * What is refused before a procedure runs. A page of another site can send a simple form (refused: not JSON) or, as
 * everything else is allowed to other origins, JSON; so changes from other origins need a key, which the visitor's
 * browser does not add by itself. Programs send no Origin.
 */
function refuseRest(
  { headers, method }: Request,
  { type }: RestOperation,
  caller: Caller,
): Refusal | undefined {
  if (method === 'POST') {
    const [mediaType = ''] = (headers.get('content-type') ?? '').split(';')
    if (mediaType.trim().toLowerCase() !== 'application/json')
      return { code: 'UNSUPPORTED_MEDIA_TYPE', status: 415, message: 'Send JSON.' }
    if (Number(headers.get('content-length') ?? 0) > MAXIMUM_BODY_BYTES) return bodyTooLarge
  }
  const isForeign = headers.has('origin') && !isOwnOrigin(headers)
  if (type !== 'mutation' || !isForeign || caller.kind === 'key') return undefined
  return { code: 'FORBIDDEN', status: 403, message: 'From the page of another site changes need an API key.' }
}

/** Server-sent events, as tRPC writes them; resumed by Last-Event-ID. */
function stream(
  request: Request,
  context: Context,
  { name }: RestOperation,
  input: unknown,
): Promise<Response> {
  const url = new URL(`/stream/${name}`, request.url)
  url.searchParams.set('input', JSON.stringify(input ?? {}))
  return fetchRequestHandler({
    endpoint: '/stream',
    req: new Request(url, { headers: request.headers, signal: request.signal }),
    router: appRouter,
    createContext: () => context,
  })
}
