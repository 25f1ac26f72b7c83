import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { AppError } from '@network3/core/app-error'
import type { Renter } from '../create-renter.ts'
import type { Site } from '../site/call-site.ts'
import { checkCaller } from './check-caller.ts'
import { jobRoutes } from './job-routes.ts'
import { leaseRoutes } from './lease-routes.ts'
import { problem, problemOf } from './problem.ts'
import { answerBy, type Route } from './route.ts'

/** Module and input of eight MiB each, in base64. */
const MAX_BODY_BYTES = 24 * 2 ** 20

export type Sidecar = { url: string; stop(): Promise<void> }

/**
 * A server on 127.0.0.1 for programs that have no cryptography of their own. Throws LISTEN_FAILED. `port` 0 takes any.
 */
export async function startSidecar(options: {
  site: Site
  renter: Renter
  token: string
  port: number
  maxSpendWei: bigint
}): Promise<Sidecar> {
  const { site, renter, token, maxSpendWei } = options
  const routes: Route[] = [...jobRoutes(site, renter), ...leaseRoutes(renter, { maxSpendWei })]
  const server = createServer((incoming, outgoing) => {
    const port = (server.address() as AddressInfo).port
    void answer(incoming, outgoing, async (request) => {
      const refused = checkCaller(request, { port, token })
      if (refused !== undefined) return refused
      return answerBy(routes, request).catch(problemOf)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new AppError('LISTEN_FAILED', `Port ${options.port} cannot be listened on.`, { cause })),
    )
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  respond: (request: Request) => Promise<Response>,
): Promise<void> {
  const gone = new AbortController()
  outgoing.on('close', () => gone.abort())
  const isTooLarge = Number(incoming.headers['content-length'] ?? 0) > MAX_BODY_BYTES
  const response = isTooLarge
    ? problem(413, 'INPUT_INVALID', `A request has at most ${MAX_BODY_BYTES} bytes.`)
    : await respond(requestOf(incoming, gone.signal)).catch(problemOf)
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body === null) return void outgoing.end()
  // Node's and the DOM's types of web streams differ in name only. A reader that hangs up is no failure of the server.
  await pipeline(Readable.fromWeb(response.body as NodeStream), outgoing).catch(() => undefined)
}

function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value))
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
  return new Request(`http://127.0.0.1${incoming.url}`, {
    method: incoming.method ?? 'GET',
    headers,
    signal,
    ...(hasBody
      ? {
          body: Readable.toWeb(incoming.pipe(limited())) as ReadableStream<Uint8Array<ArrayBuffer>>,
          duplex: 'half',
        }
      : {}),
  })
}

/** Ends a body that is larger than it may be, announced or not. */
function limited(): Transform {
  let bytes = 0
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      bytes += chunk.length
      if (bytes <= MAX_BODY_BYTES) return done(null, chunk)
      done(new AppError('INPUT_INVALID', `A request has at most ${MAX_BODY_BYTES} bytes.`))
    },
  })
}
