import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { REPLAY_CHAIN_ID } from '../../replay/answer-calls.ts'
import { replayAddresses } from '../../replay/encode-draft.ts'
import { blockHashOf, type History } from '../../replay/history.ts'
import type { BenchServer } from './bench-server.ts'
import { cpuSecondsOf, cpuSecondsOfFamily, peakBytesOf } from './process-usage.ts'

const program = fileURLToPath(new URL('../../../../../apps/indexer/src/main.ts', import.meta.url))
const DEADLINE_MS = 30 * 60_000

export type RunningIndexer = {
  pid: number
  /** What /readyz says. */
  status(): Promise<{ phase: string; tip: string | null }>
  /** What /metrics says. */
  metrics(): Promise<string>
  stop(): Promise<void>
}

export type IndexerRun = {
  databaseUrl: string
  rpcUrl: string
  history: History
  proves: boolean
  defersIndices: boolean
}

/** The indexer as it is deployed: its own process, its own environment. */
export async function startIndexer(server: BenchServer, run: IndexerRun): Promise<RunningIndexer> {
  const file = join(server.folder, `${run.history.name}.json`)
  writeFileSync(file, JSON.stringify(deploymentOf(run.history)))
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, DATABASE_URL: run.databaseUrl, RPC_URL: run.rpcUrl },
      ...{ CHAIN_ID: String(REPLAY_CHAIN_ID), DEPLOYMENT_FILE: file, INDEXER_PORT: '0', LOG_LEVEL: 'info' },
      PROVE_BACKFILL: run.proves ? '1' : '0',
      DEFER_INDICES: run.defersIndices ? '1' : '0',
    },
  })
  let log = ''
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString()
      const started = /"port":(\d+)/.exec(log)
      if (started !== null) resolve(Number(started[1]))
    })
    child.once('exit', (code) => reject(new Error(`The indexer exited with ${code}:\n${log}`)))
  })
  return {
    pid: child.pid ?? 0,
    status: async () => {
      if (child.exitCode !== null) throw new Error(`The indexer exited with ${child.exitCode}:\n${log}`)
      const answer = (await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()) as {
        phase: string
        tip: string | null
      }
      if (answer.phase === 'halted') throw new Error(`The indexer halted:\n${log}`)
      return answer
    },
    metrics: async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text(),
    stop: async () => {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

export type Measured = {
  seconds: number
  eventsPerSecond: number
  /** Microseconds of CPU per event. */
  appCpu: number
  postgresCpu: number
  peakBytes: number
}

/** Fills an empty database from a history, from the moment the process is up to its tip being the head. */
export async function measureBackfill(server: BenchServer, run: IndexerRun): Promise<Measured> {
  const postgresBefore = cpuSecondsOfFamily(server.pid)
  const indexer = await startIndexer(server, run)
  const startedAt = performance.now()
  const appBefore = cpuSecondsOf(indexer.pid)
  try {
    for (;;) {
      const { phase, tip } = await indexer.status()
      if (phase === 'following' && Number(tip) === run.history.blocks) break

      if (performance.now() - startedAt > DEADLINE_MS)
        throw new Error('The indexer did not get there in time.')
      await delay(50)
    }
    const seconds = (performance.now() - startedAt) / 1000
    const perEvent = (cpuSeconds: number) => (cpuSeconds * 1e6) / run.history.events
    return {
      seconds,
      eventsPerSecond: run.history.events / seconds,
      appCpu: perEvent(cpuSecondsOf(indexer.pid) - appBefore),
      postgresCpu: perEvent(cpuSecondsOfFamily(server.pid) - postgresBefore),
      peakBytes: peakBytesOf(indexer.pid),
    }
  } finally {
    await indexer.stop()
  }
}

function deploymentOf(history: History): unknown {
  return {
    ...{ chainId: REPLAY_CHAIN_ID, deploymentBlock: 1, genesisHash: blockHashOf(history.name, 0) },
    contracts: {
      accessManager: replayAddresses['access-manager'],
      n3Token: replayAddresses['n3-token'],
      nodeRegistry: replayAddresses['node-registry'],
      staking: replayAddresses.staking,
      rewards: replayAddresses.rewards,
      edgeDevice: replayAddresses['edge-device'],
      deviceSale: replayAddresses['device-sale'],
      leaseMarket: replayAddresses['lease-market'],
      keyDirectory: replayAddresses['key-directory'],
    },
    profile: 'production',
  }
}
