import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { REPLAY_CHAIN_ID } from '../../replay/answer-calls.ts'
import { replayAddresses } from '../../replay/encode-draft.ts'
import { blockHashOf, type History } from '../../replay/history.ts'
import { endWithUs } from './end-with-us.ts'

const program = fileURLToPath(new URL('../../../../../apps/indexer/src/main.ts', import.meta.url))

export type RunningIndexer = {
  pid: number
  /** What /readyz says. */
  status(): Promise<{ phase: string; tip: string | null }>
  /** What it has logged so far: a JSON object a line. */
  log(): string
  stop(): Promise<void>
}

export type IndexerRun = {
  /** Where the deployment's record is written. */
  folder: string
  databaseUrl: string
  rpcUrl: string
  history: History
  proves: boolean
  defersIndices: boolean
  logLevel?: 'info' | 'debug'
  /** A folder for V8's profile of its CPU (--cpu-prof), written when it ends. */
  profileTo?: string | undefined
}

/** The indexer as it is deployed: its own process, its own environment. */
export async function startIndexer(run: IndexerRun): Promise<RunningIndexer> {
  const file = writeDeployment(run.folder, run.history)
  const profiling = run.profileTo === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${run.profileTo}`]
  const child = spawn(process.execPath, [...profiling, program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, DATABASE_URL: run.databaseUrl, RPC_URL: run.rpcUrl },
      ...{ CHAIN_ID: String(REPLAY_CHAIN_ID), DEPLOYMENT_FILE: file, INDEXER_PORT: '0' },
      LOG_LEVEL: run.logLevel ?? 'info',
      PROVE_BACKFILL: run.proves ? '1' : '0',
      DEFER_INDICES: run.defersIndices ? '1' : '0',
    },
  })
  endWithUs(child)
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
    log: () => log,
    stop: async () => {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** The record of the contracts a made-up history is of; gives its file. */
export function writeDeployment(folder: string, history: History): string {
  const file = join(folder, `${history.name}.json`)
  const contracts = {
    accessManager: replayAddresses['access-manager'],
    n3Token: replayAddresses['n3-token'],
    nodeRegistry: replayAddresses['node-registry'],
    staking: replayAddresses.staking,
    rewards: replayAddresses.rewards,
    edgeDevice: replayAddresses['edge-device'],
    deviceSale: replayAddresses['device-sale'],
    leaseMarket: replayAddresses['lease-market'],
    keyDirectory: replayAddresses['key-directory'],
  }
  const place = {
    chainId: REPLAY_CHAIN_ID,
    deploymentBlock: 1,
    genesisHash: blockHashOf(history.name, 0),
  }
  writeFileSync(file, JSON.stringify({ ...place, contracts, profile: 'production' }))
  return file
}
