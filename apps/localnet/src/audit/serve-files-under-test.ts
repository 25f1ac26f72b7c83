import { createReadStream, mkdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Started } from '../supervise/stack.ts'

const fileName = /^\/(0x[0-9a-f]{64}\.json)$/

/**
 * Serves the files of `folder` that are named by their hash, read-only, on 127.0.0.1. What a name stands for never
 * changes, so answers may be kept for ever; anyone may read them.
 */
export async function serveEpochFiles(folder: string, port: number): Promise<Started> {
  mkdirSync(folder, { recursive: true })
  const server = createServer((request, response) => {
    const name = fileName.exec(request.url ?? '')?.[1]
    const readable = request.method === 'GET' || request.method === 'HEAD'
    const path = name === undefined ? undefined : join(folder, name)
    const size = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false })?.size
    if (!readable || path === undefined || size === undefined) {
      response.writeHead(readable ? 404 : 405, { 'content-type': 'text/plain' })
      response.end(readable ? 'No such epoch file.\n' : 'Epoch files are only read.\n')
      return
    }
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': size,
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    })
    if (request.method === 'HEAD') response.end()
    else
      createReadStream(path)
        .on('error', () => response.destroy())
        .pipe(response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  const force = (): void => {
    server.closeAllConnections()
    server.close()
  }
  return {
    name: 'epoch files',
    force,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
