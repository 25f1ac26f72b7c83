import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Address } from '@network3/core/hex'
import type { Logger } from '@network3/service/logger'
import { type Route, type RouteAnswer, refuse } from './route.ts'

export type ServeOptions = {
  routes: readonly Route[]
  /** Whose token it is. */
  findNode: (token: string) => Address | undefined
  logger: Logger
}

/** Answers everything on the gateway's port that is no session. */
export function serveRoutes({ routes, findNode, logger }: ServeOptions) {
  const answer = async (request: IncomingMessage): Promise<RouteAnswer> => {
    const url = new URL(request.url ?? '/', 'http://gateway')
    const here = routes.flatMap((route) => {
      const match = route.path.exec(url.pathname)
      return match === null ? [] : [{ route, params: match.slice(1) }]
    })
    if (here.length === 0) return refuse(404, 'NOT_FOUND', 'There is nothing at this address.')
    const found = here.find(({ route }) => route.method === request.method)
    if (found === undefined) {
      const allow = here.map(({ route }) => route.method).join(', ')
      return { ...refuse(405, 'METHOD_NOT_ALLOWED', `Use ${allow}.`), headers: { allow } }
    }
    const { route, params } = found
    const token = /^Bearer ([0-9a-f]{1,128})$/.exec(request.headers.authorization ?? '')?.[1]
    const node = token === undefined ? undefined : findNode(token)
    if (route.access === 'node' && node === undefined) {
      return refuse(401, 'UNAUTHENTICATED', 'Send the token of a session of this gateway.')
    }
    const body = await readBody(request, route.maxBodyBytes)
    if (body === undefined) {
      return refuse(413, 'BODY_TOO_LARGE', `At most ${route.maxBodyBytes} bytes are taken here.`)
    }
    return await route.handle({ params, query: url.searchParams, body, node })
  }
  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request)
      .catch((err: unknown) => {
        logger.error({ err, path: request.url }, 'route failed')
        return refuse(500, 'GATEWAY_FAILED', 'Something broke in the gateway; its log says what.')
      })
      .then((given) => {
        response.writeHead(given.status, {
          'content-type': given.contentType ?? 'application/json',
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          ...given.headers,
        })
        response.end(given.body)
        // A body that was not read to its end would be taken for the next request.
        if (!request.complete) request.destroy()
      })
      .catch((err: unknown) => logger.debug({ err }, 'answer was not written'))
  }
}

/** Undefined when it is longer than allowed, by its header or by what comes. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return undefined
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
