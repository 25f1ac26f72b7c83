import { randomBytes } from 'node:crypto'
import { createServer } from 'node:https'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Identity } from '../identity/identity.ts'
import { publicKeyHex } from '../identity/identity.ts'
import type { Roster } from '../identity/roster.ts'
import type { Board } from './board.ts'

/** What this node shows the others. */
export type BoardServer = {
  port: number
  /** Tells everybody who waits that there is something new. */
  changed: () => void
  close: () => Promise<void>
}

/** A reader that is up to date waits this long before it is told so. */
export const HOLD_MS = 20_000

/**
 * Serves this node's board to the nodes of the roster alone: TLS 1.3 with certificates on both sides, each pinned by
 * its key. Who asks is known from the handshake, and sees `boardFor(node)`.
 */
export async function startBoardServer(options: {
  identity: Identity
  roster: Roster
  host: string
  port: number
  boardFor: (node: number) => Board
}): Promise<BoardServer> {
  const boot = randomBytes(8).toString('hex')
  let count = 0
  const waiting = new Set<() => void>()
  const server = createServer(
    {
      ...tlsOptions(options.identity),
      requestCert: true,
      // There is no authority to ask; the key itself is compared below.
      rejectUnauthorized: false,
      requestTimeout: 10_000,
    },
    async (request, response) => {
      const key = (request.socket as TLSSocket).getPeerX509Certificate()?.publicKey
      const publicKey = key === undefined ? '' : publicKeyHex(key)
      const index = options.roster.nodes.findIndex((node) => node.publicKey === publicKey)
      if (index < 0 || publicKey === options.identity.publicKey) {
        request.socket.destroy()
        return
      }
      const url = new URL(request.url ?? '/', 'https://node')
      if (request.method !== 'GET' || url.pathname !== '/v1/board') {
        response.writeHead(404).end()
        return
      }
      const hold = setTimeout(() => answer(), HOLD_MS)
      const answer = (): void => {
        clearTimeout(hold)
        waiting.delete(answer)
        if (response.headersSent) return
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ revision: `${boot}.${count}`, board: options.boardFor(index + 1) }))
      }
      if (url.searchParams.get('seen') !== `${boot}.${count}`) answer()
      else waiting.add(answer)
      response.once('close', () => {
        clearTimeout(hold)
        waiting.delete(answer)
      })
    },
  )
  server.on('tlsClientError', () => {})
  // closeAllConnections knows none that is still shaking hands; such a one would then ask, and be held for HOLD_MS.
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    changed: () => {
      count += 1
      for (const answer of [...waiting]) answer()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** TLS 1.3 only, with this node's identity. */
export function tlsOptions(identity: Identity) {
  return {
    key: identity.privateKeyPem,
    cert: identity.certificatePem,
    minVersion: 'TLSv1.3',
    ALPNProtocols: ['http/1.1'],
  } as const
}
