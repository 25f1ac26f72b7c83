import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from '@network3/core/app-error'
import { MAX_FRAME_BYTES } from '@network3/protocol/node/frames'
import { type WebSocket, WebSocketServer } from 'ws'
import { remoteAddressOf } from './subnet.ts'

const AGENT_PATH = '/v1/agent'
/** Connections the kernel keeps for us while we are busy: all nodes come at once after a restart. */
const BACKLOG = 4_096

export type ListenOptions = {
  port: number
  host: string
  /** Believe the last x-forwarded-for. */
  trustProxy: boolean
  onRequest: RequestListener
  onSocket: (socket: WebSocket, remoteAddress: string) => void
}

export type Listener = {
  port: number
  /** Takes no further connection; those there are stay. */
  stopListening(): void
  openSockets(): number
  /** Cuts every connection that is left. */
  close(): Promise<void>
}

/** One port for sessions and for everything else over HTTP. Rejects with LISTEN_FAILED when it is taken. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const server = createServer(options.onRequest)
  const webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Frames are small and many: compression would cost 300 kB a session and save little.
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
  })
  const open = new Set<WebSocket>()
  server.on('upgrade', (request, stream, head) => {
    if (new URL(request.url ?? '/', 'http://gateway').pathname !== AGENT_PATH) {
      stream.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
      return
    }
    const forwarded = options.trustProxy ? request.headers['x-forwarded-for'] : undefined
    const address = remoteAddressOf(request.socket.remoteAddress, forwarded?.toString())
    webSockets.handleUpgrade(request, stream, head, (socket) => {
      open.add(socket)
      socket.on('close', () => open.delete(socket))
      options.onSocket(socket, address)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new AppError('LISTEN_FAILED', `Port ${options.port} cannot be opened.`, { cause })),
    )
    server.listen({ port: options.port, host: options.host, backlog: BACKLOG }, resolve)
  })
  let closed: Promise<void> | undefined
  const stopListening = () => {
    closed ??= new Promise((resolve) => server.close(() => resolve()))
  }
  return {
    port: (server.address() as AddressInfo).port,
    stopListening,
    openSockets: () => open.size,
    async close() {
      stopListening()
      for (const socket of open) socket.terminate()
      server.closeAllConnections()
      await closed
    },
  }
}
