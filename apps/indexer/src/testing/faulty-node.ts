import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type Call = { id: number; method: string; params: unknown[] }
/** Changes a node's true answer to one call; throws to make the node refuse it. */
export type Fault = (call: Call, result: unknown) => unknown

/** Stands between indexer and chain, and answers as a broken or lying node would while `fault` is set. */
export async function startFaultyNode(rpcUrl: string) {
  const state: { fault: Fault | undefined; lies: number } = { fault: undefined, lies: 0 }
  const answer = (call: Call, result: unknown) => {
    try {
      const told = state.fault?.(call, result) ?? result
      if (told !== result) state.lies += 1
      return { jsonrpc: '2.0', id: call.id, result: told }
    } catch (error) {
      state.lies += 1
      return { jsonrpc: '2.0', id: call.id, error: { code: -32005, message: String(error) } }
    }
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Call | Call[]
    const calls = Array.isArray(body) ? body : [body]
    const truth = await fetch(rpcUrl, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(calls) },
    })
    const results = (await truth.json()) as { id: number; result: unknown }[]
    const answers = calls.map((call) => answer(call, results.find(({ id }) => id === call.id)?.result))
    response.end(JSON.stringify(Array.isArray(body) ? answers : answers[0]))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
