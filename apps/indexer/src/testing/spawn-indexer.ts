import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Deployment } from '@network3/chain/deployment'
import { programEnv } from '@network3/testing/program-env'

export type IndexerProcess = {
  /** Where /healthz, /readyz and /metrics are. */
  url: string
  /** SIGKILL: nothing of it gets to say goodbye. Resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
  log(): string
  /** Whether it is gone, by itself or by a signal. */
  hasEnded(): boolean
}

const program = fileURLToPath(new URL('../main.ts', import.meta.url))
const buggyProgram = fileURLToPath(new URL('./bugs/buggy-main.ts', import.meta.url))

/** The indexer as a process of its own, as in production. Resolves when its health endpoint is up. */
export async function spawnIndexer(options: {
  databaseUrl: string
  /** One, or several with commas between them. */
  rpcUrl: string
  deployment: Deployment
  epochFilesUrl?: string
  mayUnwindFinal?: boolean
  rpcTimeoutMs?: number
  /** One of the bugs the storm has to find (testing/bugs). */
  bug?: string
}): Promise<IndexerProcess> {
  const deploymentFile = join(mkdtempSync(join(tmpdir(), 'network3-indexer-')), 'deployment.json')
  writeFileSync(deploymentFile, JSON.stringify(options.deployment))
  const { bug } = options
  const child = spawn(process.execPath, bug === undefined ? [program] : [buggyProgram, bug], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: programEnv({
      ...{ DATABASE_URL: options.databaseUrl, RPC_URL: options.rpcUrl },
      ...{ CHAIN_ID: String(options.deployment.chainId), DEPLOYMENT_FILE: deploymentFile, INDEXER_PORT: '0' },
      ...(options.epochFilesUrl === undefined ? {} : { EPOCH_FILES_URL: options.epochFilesUrl }),
      ...(options.rpcTimeoutMs === undefined ? {} : { RPC_TIMEOUT_MS: String(options.rpcTimeoutMs) }),
      ...(options.mayUnwindFinal === true ? { UNWIND_PAST_FINALITY: '1' } : {}),
      LOG_LEVEL: 'debug',
    }),
  })
  let log = ''
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const port = await new Promise<number>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      log += chunk.toString()
      const started = /"port":(\d+)/.exec(log)
      if (started !== null) resolve(Number(started[1]))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    void exited.then((code) => reject(new Error(`The indexer exited with ${code}:\n${log}`)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    kill: async () => {
      signal(child, 'SIGKILL')
      await exited
    },
    stop: () => {
      signal(child, 'SIGTERM')
      return exited
    },
    log: () => log,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
  }
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(name)
}
