import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { describeRefusal } from '@network3/protocol/kgc/refusal'
import type { Logger } from '@network3/service/logger'
import { RefusalError } from '../issuing/refusal-error.ts'
import { ipPrefix, type RateLimit } from './rate-limit.ts'

/** What answers one path: plain JSON in, plain JSON out. Throws RefusalError for everything it does not serve. */
type Route = (body: unknown) => Promise<unknown> | unknown
export type Routes = Record<`${'GET' | 'POST'} /${string}`, Route>

export type PublicServer = { port: number; close: () => Promise<void> }

export type PublicServerOptions = {
  host: string
  /** 0 takes any free port. */
  port: number
  routes: Routes
  /** By network prefix. */
  limit: RateLimit
  /** Believe the last X-Forwarded-For entry: only behind a proxy that sets it. */
  trustProxy: boolean
  logger: Logger
  onAnswer: (route: string, code: string, seconds: number) => void
  /** Something failed that is nobody's request: the disk. The process should end. */
  onBroken: (error: unknown) => void
}

const MAX_BODY_BYTES = 16 * 1024
/** For requests under way when the process is told to end. */
const CLOSE_MS = 3_000
const CORS = {
  // No cookies and nothing secret by origin: pages of any site may ask, as any program may.
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'content-type',
  'access-control-allow-methods': 'GET, POST',
  'access-control-max-age': '86400',
}

/** The HTTP side of a node, for users and their browsers. TLS is the business of the proxy in front. */
export async function startPublicServer(options: PublicServerOptions): Promise<PublicServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    const startedAt = performance.now()
    const path = new URL(request.url ?? '/', 'http://node').pathname
    const name = `${request.method ?? 'GET'} ${path}` as keyof Routes
    const isKnown = Object.hasOwn(options.routes, name)
    const done = (code: string): void =>
      options.onAnswer(isKnown ? name : 'other', code, (performance.now() - startedAt) / 1000)
    if (request.method === 'OPTIONS') {
      response.writeHead(204, CORS).end()
      return
    }
    serve(options, isKnown ? options.routes[name] : undefined, request)
      .then((answer) => {
        send(response, 200, answer)
        done('OK')
      })
      .catch((error: unknown) => {
        const refusal = error instanceof RefusalError ? error : new RefusalError('INTERNAL', { cause: error })
        if (refusal.code === 'INTERNAL') {
          options.logger.error({ err: error, route: name }, 'request failed')
          options.onBroken(error)
        }
        refuse(response, refusal)
        done(refusal.code)
      })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        // Requests under way are answered; connections that only wait are cut.
        const cut = setTimeout(() => server.closeAllConnections(), CLOSE_MS)
        server.close(() => {
          clearTimeout(cut)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

async function serve(
  options: PublicServerOptions,
  route: Route | undefined,
  request: IncomingMessage,
): Promise<unknown> {
  const wait = options.limit.take(ipPrefix(addressOf(request, options.trustProxy)))
  if (wait !== undefined) throw new RefusalError('RATE_LIMITED', { retryAfterSeconds: wait })
  if (route === undefined) throw new RefusalError('NOT_FOUND')
  return route(request.method === 'POST' ? parseJson(await readBody(request)) : undefined)
}

function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const header = request.headers['x-forwarded-for']
  const forwarded = trustProxy ? [header].flat().at(-1)?.split(',').at(-1)?.trim() : undefined
  return forwarded ?? request.socket.remoteAddress ?? 'unknown'
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) throw new RefusalError('BODY_TOO_LARGE')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RefusalError('MALFORMED', { cause })
  }
}

function refuse(response: ServerResponse, refusal: RefusalError): void {
  const { code, message, retryAfterSeconds } = refusal
  // The rest of an oversized body is not read.
  if (code === 'BODY_TOO_LARGE') response.setHeader('connection', 'close')
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds)
  send(response, describeRefusal(code).status, { error: { code, message } })
}

function send(response: ServerResponse, status: number, answer: unknown): void {
  if (response.headersSent) return
  response.writeHead(status, { ...CORS, 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(answer))
}
