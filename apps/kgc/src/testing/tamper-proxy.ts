import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Json = Record<string, unknown>

/** Stands before a node and changes what it answers: a node that cheats, without cheating code in the node. */
export async function startTamperProxy(
  target: string,
  tamper: (path: string, answer: Json) => Json | Promise<Json>,
  before: (path: string) => Promise<void> = async () => {},
): Promise<{ url: string; close: () => Promise<void> }> {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const path = request.url ?? '/'
    await before(path)
    const body = request.method === 'POST' ? { method: 'POST', body: Buffer.concat(chunks) } : {}
    const answer = await fetch(new URL(path, target), body)
    const json = (await answer.json()) as Json
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer.ok ? await tamper(path, json) : json))
  }
  const server = createServer((request, response) => {
    // A node that is gone looks gone through the proxy too.
    serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
