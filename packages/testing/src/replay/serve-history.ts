/** The replay as a process of its own, so that serving costs the indexer under test nothing but the machine's time. */
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { createAnswerer, type RpcCall } from './answer-calls.ts'
import type { ReplayCommand, ReplayReport } from './start-replay.ts'

const send = (report: ReplayReport) => process.send?.(report)

process.once('message', (command: ReplayCommand) => {
  if (command.type === 'serve') void serve(command)
})

async function serve({ history, limits }: Extract<ReplayCommand, { type: 'serve' }>): Promise<void> {
  /** Each is opened once and kept: answers may still be read from it after a reorg. */
  const files = new Map([[history.file, await open(history.file)]])
  const fileOf = async (path: string) => {
    const file = files.get(path) ?? (await open(path))
    files.set(path, file)
    return file
  }
  let { answer, heads } = createAnswerer(history, await fileOf(history.file), limits)
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (limits.latencyMs > 0) await delay(limits.latencyMs)
    const body: RpcCall | RpcCall[] = JSON.parse(Buffer.concat(chunks).toString())
    const calls = Array.isArray(body) ? body : [body]
    const pieces: (string | Buffer)[] = Array.isArray(body) ? ['['] : []
    for (const [index, call] of calls.entries()) {
      if (index > 0) pieces.push(',')
      pieces.push(...(await answer(call)))
    }
    if (Array.isArray(body)) pieces.push(']')
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': length })
    response.cork()
    for (const piece of pieces) response.write(piece)
    response.end()
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1', () => {
    send({ type: 'listening', port: (server.address() as AddressInfo).port })
  })
  process.on('message', async (command: ReplayCommand) => {
    if (command.type === 'heads') Object.assign(heads, command.heads)
    else if (command.type === 'reorg') {
      const file = await fileOf(command.history.file)
      ;({ answer, heads } = createAnswerer(command.history, file, limits, command.heads))
    } else return
    send({ type: 'moved' })
  })
}

process.once('disconnect', () => process.exit())
