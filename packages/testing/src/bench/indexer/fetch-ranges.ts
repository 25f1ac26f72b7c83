import * as http from 'node:http'
import type { History } from '../../replay/history.ts'

const LOGS_PER_ANSWER = 10_000
const IN_FLIGHT = 6

/** Every log of a history as the answers' bytes, in order, sized and fetched ahead as well as can be known beforehand. */
export async function* fetchRanges(rpcUrl: string, history: History): AsyncGenerator<Buffer> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: IN_FLIGHT })
  const blocks = Math.max(1, Math.floor((LOGS_PER_ANSWER * history.blocks) / history.events))
  const inFlight: Promise<Buffer>[] = []
  let from = 1
  const fill = () => {
    for (; inFlight.length < IN_FLIGHT && from <= history.blocks; from += blocks) {
      const to = Math.min(history.blocks, from + blocks - 1)
      inFlight.push(ask(rpcUrl, agent, from, to))
    }
  }
  try {
    for (fill(); inFlight.length > 0; fill()) {
      const bytes = await inFlight.shift()
      if (bytes !== undefined) yield bytes
    }
  } finally {
    agent.destroy()
  }
}

function ask(rpcUrl: string, agent: http.Agent, from: number, to: number): Promise<Buffer> {
  const filter = { fromBlock: `0x${from.toString(16)}`, toBlock: `0x${to.toString(16)}` }
  const body = JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'eth_getLogs', params: [filter] })
  return new Promise((resolve, reject) => {
    const request = http.request(rpcUrl, { method: 'POST', agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks)))
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}
