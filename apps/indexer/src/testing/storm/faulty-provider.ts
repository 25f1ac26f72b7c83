import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Random } from '../random.ts'
import { type Call, createLies, isLogsOfBlock, lieKinds } from './lies.ts'

/** What a provider does instead of answering. */
const outages = ['hang', '429', '500', 'truncated'] as const
export const faultKinds = [...outages, ...lieKinds] as const
export type FaultKind = (typeof faultKinds)[number]

const LOGS_WEIGHT = 2
/** Logs of a block are changed besides, so often: the one lie that no bloom contradicts, and whoever believes one is caught by it. */
const CHANGED_WEIGHT = 2

export type FaultyProvider = {
  /** Each asker has an address of its own, so that it is known who was told what. */
  urlFor(asker: string): string
  /** The share of requests that something is wrong with, twice as many where logs are asked for; 0 is honest. */
  setRate(rate: number): void
  /** How often each fault happened; a lie counts only where it changed the answer. */
  counts(): Record<FaultKind, number>
  /** How often this asker was told changed logs of a block. */
  changesTo(asker: string): number
  close(): Promise<void>
}

/** A provider before the chain at `rpcUrl` that fails and lies by chance, as its seed decides. */
export async function startFaultyProvider(rpcUrl: string, random: Random): Promise<FaultyProvider> {
  let rate = 0
  const counts = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>
  const changes = new Map<string, number>()
  const lies = createLies(random)
  const hanging = new Set<ServerResponse>()

  const forward = async (body: string): Promise<string> => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch(rpcUrl, { method: 'POST', headers, body })).text()
  }
  const chooseLie = (calls: readonly Call[], isFaulty: boolean) => {
    if (isFaulty) return random.pick(lieKinds)
    const isChanged = calls.some(isLogsOfBlock) && random.below(1_000) < rate * CHANGED_WEIGHT * 1_000
    return isChanged ? 'changed' : undefined
  }
  const answer = async (response: ServerResponse, path: string, body: string): Promise<void> => {
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
    const asked = JSON.parse(body) as Call | Call[]
    const calls = [asked].flat()
    const told = lies.tell(calls, [JSON.parse(truth)].flat(), chooseLie(calls, isFaulty))
    if (told.lie !== undefined) counts[told.lie] += 1
    if (told.lie === 'changed' && calls.some(isLogsOfBlock)) changes.set(path, (changes.get(path) ?? 0) + 1)
    response.end(JSON.stringify(Array.isArray(asked) ? told.answers : told.answers[0]))
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    await answer(response, request.url ?? '/', Buffer.concat(chunks).toString()).catch(() =>
      response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    urlFor: (asker) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathOf(asker)}`,
    setRate: (share) => {
      rate = share
      if (share === 0) for (const response of hanging) response.destroy()
    },
    counts: () => ({ ...counts }),
    changesTo: (asker) => changes.get(pathOf(asker)) ?? 0,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const pathOf = (asker: string) => `/${asker.replaceAll(/\W+/g, '-')}`
