import { setTimeout as delay } from 'node:timers/promises'
import { type ContractName, decodeLog } from '@network3/chain/decode/decode-log'
import { replayAddresses } from '../../replay/encode-draft.ts'
import type { History } from '../../replay/history.ts'
import type { BenchServer } from './bench-server.ts'
import { fetchRanges } from './fetch-ranges.ts'
import type { Measured } from './measure-backfill.ts'
import { cpuSecondsOfFamily } from './process-usage.ts'
import { runRawLimit } from './raw-limit.ts'

const contractAt = new Map(
  Object.entries(replayAddresses).map(([name, address]) => [address as string, name as ContractName]),
)

type Work = (databaseUrl: string) => Promise<void>

async function measure(server: BenchServer, history: History, work: Work): Promise<Measured> {
  const databaseUrl = await server.createEmptyDatabase('yardstick')
  try {
    const postgresBefore = cpuSecondsOfFamily(server.pid)
    const cpuBefore = process.cpuUsage()
    const startedAt = performance.now()
    await work(databaseUrl)
    const seconds = (performance.now() - startedAt) / 1000
    const { user, system } = process.cpuUsage(cpuBefore)
    // What a backend used counts as the server's once that has buried it.
    await delay(500)
    return {
      events: history.events,
      seconds,
      eventsPerSecond: history.events / seconds,
      appCpu: (user + system) / history.events,
      postgresCpu: ((cpuSecondsOfFamily(server.pid) - postgresBefore) * 1e6) / history.events,
      peakBytes: 0,
    }
  } finally {
    await server.dropDatabase('yardstick')
  }
}

/** What reading costs alone, without a database. */
export async function measureReading(
  server: BenchServer,
  rpcUrl: string,
  history: History,
): Promise<[name: string, measured: Measured][]> {
  return [
    [
      'fetch only',
      await measure(server, history, async () => {
        let bytes = 0
        for await (const answer of fetchRanges(rpcUrl, history)) bytes += answer.length
        if (bytes === 0) throw new Error('Nothing was fetched.')
      }),
    ],
    [
      'fetch, parse and decode',
      await measure(server, history, async () => {
        let events = 0
        for await (const answer of fetchRanges(rpcUrl, history)) events += decodeAll(answer)
        if (events !== history.events) throw new Error(`${events} of ${history.events} events were decoded.`)
      }),
    ],
  ]
}

/** The least that fetching, storing and adding up these events takes on this machine. */
export function measureLimit(
  server: BenchServer,
  rpcUrl: string,
  history: History,
  mode: 'live' | 'end',
): Promise<Measured> {
  return measure(server, history, (databaseUrl) => runRawLimit(databaseUrl, rpcUrl, history, mode))
}

type AnyLog = { address: string; topics: `0x${string}`[]; data: `0x${string}` }

function decodeAll(answer: Buffer): number {
  const { result } = JSON.parse(answer.toString('latin1')) as { result: AnyLog[] }
  return result.filter((log) => decodeLog(contractAt.get(log.address) ?? 'staking', log) !== undefined).length
}
