import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Random } from '../random.ts'
import { type Call, createLies, lieKinds } from './lies.ts'

/** What a provider does instead of answering. */
const outages = ['hang', '429', '500', 'truncated'] as const
export const faultKinds = [...outages, ...lieKinds] as const
export type FaultKind = (typeof faultKinds)[number]

const LOGS_WEIGHT = 2

export type FaultyProvider = {
  url: string
  /** The share of requests that something is wrong with, twice as many where logs are asked for; 0 is honest. */
  setRate(rate: number): void
  /** How often each fault happened; a lie counts only where it changed the answer. */
  counts(): Record<FaultKind, number>
  close(): Promise<void>
}

/** A provider before the chain at `rpcUrl` that fails and lies by chance, as its seed decides. */
export async function startFaultyProvider(rpcUrl: string, random: Random): Promise<FaultyProvider> {
  let rate = 0
  const counts = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>
  const lies = createLies(random)
  const hanging = new Set<ServerResponse>()

  const forward = async (body: string): Promise<string> => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch(rpcUrl, { method: 'POST', headers, body })).text()
  }
  const answer = async (response: ServerResponse, body: string): Promise<void> => {
    // Questions for logs are the ones worth lying about.
    const share = body.includes('eth_getLogs') ? rate * LOGS_WEIGHT : rate
    const isFaulty = random.below(1_000) < share * 1_000
    // One in three faults is an outage, and of those hanging is the rarest: it takes the longest.
    const outage =
      isFaulty && random.below(3) === 0 ? random.pick([...outages, '429', '500', 'truncated']) : undefined
    if (outage === '429' || outage === '500') {
      counts[outage] += 1
      response.writeHead(Number(outage)).end('Not now.')
      return
    }
    if (outage === 'hang') {
      counts.hang += 1
      hanging.add(response)
      return
    }
    const truth = await forward(body)
    if (outage === 'truncated') {
      counts.truncated += 1
      response.end(truth.slice(0, Math.floor(truth.length / 2)))
      return
    }
    const calls = JSON.parse(body) as Call | Call[]
    const told = lies.tell([calls].flat(), [JSON.parse(truth)].flat(), isFaulty)
    if (told.lie !== undefined) counts[told.lie] += 1
    response.end(JSON.stringify(Array.isArray(calls) ? told.answers : told.answers[0]))
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    await answer(response, Buffer.concat(chunks).toString()).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setRate: (share) => {
      rate = share
      if (share === 0) for (const response of hanging) response.destroy()
    },
    counts: () => ({ ...counts }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
