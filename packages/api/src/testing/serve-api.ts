import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Context } from '../context.ts'
import { handleBlobRequest } from '../http/handle-blob-request.ts'
import { handleRestRequest } from '../http/handle-rest-request.ts'
import { handleTrpcRequest } from '../http/handle-trpc-request.ts'

export type ApiServer = { origin: string; url: string; stop: () => Promise<void> }

/** The API on a real HTTP server, mounted as the web app mounts it. */
export async function serveApi(context: Context): Promise<ApiServer> {
  const server = createServer(async (incoming, outgoing) => {
    const gone = new AbortController()
    outgoing.on('close', () => gone.abort())
    const request = requestOf(incoming, gone.signal)
    const [, blob] = /^\/api\/v1\/blobs\/([^/?]+)$/.exec(incoming.url ?? '') ?? []
    const isRest = incoming.url?.startsWith('/api/v1/') ?? false
    const response = await (blob !== undefined
      ? handleBlobRequest(request, blob, context)
      : isRest
        ? handleRestRequest(request, context)
        : handleTrpcRequest(request, context))
    for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value)
    if (response.headers.getSetCookie().length > 0)
      outgoing.setHeader('set-cookie', response.headers.getSetCookie())
    outgoing.writeHead(response.status)
    if (response.body === null) return outgoing.end()
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
    if (!isStream) return outgoing.end(Buffer.from(await response.arrayBuffer()))
    // A reader that hangs up is no failure of the server.
    await pipeline(Readable.fromWeb(response.body), outgoing).catch(() => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    url: `${origin}/api/trpc`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value))
  headers.set('x-forwarded-for', incoming.headers['x-forwarded-for']?.toString() ?? '127.0.0.1')
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
  return new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method ?? 'GET',
    headers,
    signal,
    // Node's and the DOM's types of web streams differ in name only.
    ...(hasBody
      ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array<ArrayBuffer>>, duplex: 'half' }
      : {}),
  })
}
