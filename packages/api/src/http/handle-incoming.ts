import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context } from '../context.ts'
import type { Failure } from '../errors/failure.ts'
import { problemResponse } from '../rest/problem.ts'
import { answerKeptPage } from './answer-kept-page.ts'
import { failureOfRefusal, failureOfThrown } from './failure-of-refusal.ts'
import { handleBlobRequest } from './handle-blob-request.ts'
import { handleRestRequest } from './handle-rest-request.ts'
import { handleTrpcRequest } from './handle-trpc-request.ts'
import type { Refusal } from './refuse-request.ts'
import { requestIdOf } from './request-id.ts'

const pack = promisify(gzip)
/** Shorter answers cost more to pack than to send. */
const LEAST_PACKED_BYTES = 1_024

/** Whether a request is one for handleIncoming. */
export function isApiPath(path: string | undefined): boolean {
  return /^\/api\/(trpc|v1)\//.test(path ?? '')
}

/** The whole API over Node's own HTTP. It answers every request below /api/trpc and /api/v1; nothing is thrown. */
export async function handleIncoming(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  context: Context,
): Promise<void> {
  try {
    if (answerKeptPage(incoming, outgoing, context)) return
    const gone = new AbortController()
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) gone.abort()
    })
    const request = requestOf(incoming, gone.signal)
    const response =
      request === undefined
        ? problemOf(failureOfRefusal(noRequest))
        : await answer(request, incoming.url ?? '', context)
    await send(incoming, outgoing, response)
  } catch (error) {
    // Whoever asked has gone in the middle of it, or an error of ours: either way the process goes on.
    if (!incoming.destroyed && !outgoing.destroyed)
      context.logger.error({ err: error }, 'request could not be answered')
    if (outgoing.headersSent) outgoing.destroy()
    else await send(incoming, outgoing, problemOf(failureOfThrown(error))).catch(() => outgoing.destroy())
  }
}

const noRequest: Refusal = {
  ...{ code: 'BAD_REQUEST', status: 400 },
  message: 'This is no address or no method that could be asked for.',
}

function problemOf(failure: Failure): Response {
  const requestId = requestIdOf(undefined)
  return problemResponse(failure, requestId, new Headers({ 'x-request-id': requestId }))
}

function answer(request: Request, path: string, context: Context): Promise<Response> {
  const [, blob] = /^\/api\/v1\/blobs\/([^/?]+)(?:\?|$)/.exec(path) ?? []
  if (blob !== undefined) return handleBlobRequest(request, blob, context)
  return path.startsWith('/api/v1/')
    ? handleRestRequest(request, context)
    : handleTrpcRequest(request, context)
}

async function send(incoming: IncomingMessage, outgoing: ServerResponse, response: Response): Promise<void> {
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies)
  const type = response.headers.get('content-type') ?? ''
  if (response.body !== null && type.startsWith('text/event-stream')) {
    outgoing.writeHead(response.status)
    // A reader that hangs up is no failure of the server.
    return pipeline(response.body as AsyncIterable<Uint8Array>, outgoing).catch(() => undefined)
  }
  let body = response.body === null ? undefined : Buffer.from(await response.arrayBuffer())
  if (body !== undefined && isWorthPacking(incoming, type, body)) {
    body = await pack(body, { level: 3 })
    outgoing.setHeader('content-encoding', 'gzip')
    outgoing.setHeader('vary', 'accept-encoding')
  }
  if (body !== undefined) outgoing.setHeader('content-length', body.byteLength)
  outgoing.writeHead(response.status)
  outgoing.end(body)
}

/** Sealed bytes do not get shorter; JSON does. */
function isWorthPacking({ headers }: IncomingMessage, type: string, body: Buffer): boolean {
  const takesGzip = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))
  return takesGzip && body.byteLength >= LEAST_PACKED_BYTES && /\bjson\b/.test(type)
}

/** Undefined for an address that is none, or a method that none may have. */
function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request | undefined {
  const { method = 'GET', url = '' } = incoming
  const base = `http://${incoming.headers.host ?? 'localhost'}`
  if (!URL.canParse(url, base) || method === 'TRACE') return undefined
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value))
  if (!headers.has('x-forwarded-for')) headers.set('x-forwarded-for', incoming.socket.remoteAddress ?? '')
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(new URL(url, base), {
    ...{ method, headers, signal },
    // Node's and the DOM's types of web streams differ in name only.
    ...(hasBody
      ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array<ArrayBuffer>>, duplex: 'half' }
      : {}),
  })
}
