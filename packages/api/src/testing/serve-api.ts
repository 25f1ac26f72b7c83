import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Context } from '../context.ts'
import { handleIncoming } from '../http/handle-incoming.ts'

export type ApiServer = { origin: string; url: string; stop: () => Promise<void> }

/** The API on a real HTTP server, answered by what answers it in the web app's. */
export async function serveApi(context: Context): Promise<ApiServer> {
  const server = createServer((incoming, outgoing) => void handleIncoming(incoming, outgoing, context))
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
