import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { statusPage } from './status-page.ts'

export type StatusServerOptions = {
  /** The first port to try; the nine after it follow, then any. */
  port: number
  status: () => unknown
  /** What the page may do, for who has the token: `confirm`, `decline`, `pause`, `resume`, `stop`. */
  actions: Readonly<Record<string, () => Promise<void> | void>>
}

export type StatusServer = { port: number; token: string; url: string; close: () => Promise<void> }

const PORTS_TRIED = 10

/**
 * The agent's own page, on 127.0.0.1. Anybody on this device may read it; to change anything takes the token, which the
 * terminal shows in the part of the link that browsers send to nobody. A request under any other host name is refused: a
 * foreign page whose name was made to point here sees nothing.
 */
export async function startStatusServer(options: StatusServerOptions): Promise<StatusServer> {
  const token = randomBytes(16).toString('hex')
  const server = createServer((request, response) => {
    answer(request)
      .catch(() => ({ status: 500, type: 'text/plain', body: 'Something went wrong.\n', headers: {} }))
      .then(({ status, type, body, headers }) => {
        response.writeHead(status, {
          ...{ 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
          ...{ 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'same-origin', ...headers },
        })
        response.end(request.method === 'HEAD' ? undefined : body)
      })
  })

  const answer = async (request: IncomingMessage) => {
    if (!isOwnHost(request)) return say(403, 'This page answers to 127.0.0.1 only.')
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (request.method === 'POST') return act(request, path.slice(1))
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, 'GET and POST only.')
    if (path === '/status.json') return json(200, options.status())
    if (path !== '/') return say(404, 'There is nothing here.')
    const nonce = randomBytes(16).toString('base64')
    const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
    return {
      ...{ status: 200, type: 'text/html; charset=utf-8', body: statusPage(nonce) },
      headers: { 'content-security-policy': policy },
    }
  }
  const act = async (request: IncomingMessage, name: string) => {
    const given = Buffer.from(String(request.headers['x-n3-token'] ?? ''))
    const isRight = given.length === token.length && timingSafeEqual(given, Buffer.from(token))
    if (!isRight) return json(403, { error: 'Open the page by the link that the terminal shows.' })
    const action = Object.hasOwn(options.actions, name) ? options.actions[name] : undefined
    if (action === undefined) return json(404, { error: 'There is no such action.' })
    await action()
    return json(200, options.status())
  }
  const isOwnHost = ({ headers }: IncomingMessage) => {
    const { port } = server.address() as AddressInfo
    return [`127.0.0.1:${port}`, `localhost:${port}`].includes(headers.host ?? '')
  }

  for (let tried = 0; ; tried++) {
    const port = options.port === 0 || tried === PORTS_TRIED ? 0 : options.port + tried
    const isOpen = await listen(port)
    if (isOpen) break
    if (port === 0) throw new Error('No port of 127.0.0.1 can be had.')
  }
  function listen(port: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const onError = (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error)
      server.once('error', onError)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', onError)
        resolve(true)
      })
    })
  }
  const { port } = server.address() as AddressInfo
  return {
    port,
    token,
    url: `http://127.0.0.1:${port}/#${token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function json(status: number, value: unknown) {
  return { status, type: 'application/json', body: `${JSON.stringify(value)}\n`, headers: {} }
}

function say(status: number, text: string) {
  return { status, type: 'text/plain; charset=utf-8', body: `${text}\n`, headers: {} }
}
