import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A publisher whose files a test decides: what is not in `files` answers 404. */
export async function serveFiles() {
  const files = new Map<string, string>()
  const server = createServer((request, response) => {
    const content = files.get((request.url ?? '').slice(1))
    response.writeHead(content === undefined ? 404 : 200).end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publish: (dataHash: string, content: string) => void files.set(`${dataHash}.json`, content),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
