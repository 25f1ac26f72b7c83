import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '@network3/core/app-error'
import { endProcess } from './end-process.ts'
import { findAnvil } from './find-anvil.ts'
import { findFreePort } from './find-free-port.ts'
import { pinGenesis } from './pin-genesis.ts'
import { identifyProcess, type ProcessIdentity } from './process-identity.ts'

export type AnvilOptions = {
  /** Seconds between blocks; without it every transaction makes its own block. */
  blockTime?: number
  /** Loaded when it is there, dumped on exit and every `stateIntervalSeconds`. */
  stateFile?: string
  stateIntervalSeconds?: number
  /** `safe` trails the head by one epoch of so many blocks, `finalized` by two. */
  slotsInEpoch?: number
  chainId?: number
  /** Free port on 127.0.0.1; without it the system chooses. */
  port?: number
  /** Anvil's own words are appended here: all of them when the port is chosen by the system, else faults only. */
  logFile: string
  extraArguments?: readonly string[]
}

export type AnvilServer = {
  rpcUrl: string
  port: number
  pid: number
  identity: ProcessIdentity
  /** Resolves with the exit code when the chain ends for any reason. */
  exited: Promise<number | null>
  /** Ends the chain, with a dump when it has a state file. Idempotent. */
  stop(): Promise<void>
}

/**
 * Starts anvil as an OP-stack chain and resolves when it answers. It leads its own session, so that a Ctrl-C in
 * the terminal does not end it before those who use it.
 *
 * @throws AppError PROCESS_FAILED with a sentence and the end of the log.
 */
export async function startAnvil(options: AnvilOptions): Promise<AnvilServer> {
  // Whoever has the port would answer in the chain's place before the chain has noticed that it cannot.
  if (options.port !== undefined && (await findFreePort(options.port)) !== options.port) {
    throw new AppError('PROCESS_FAILED', `anvil did not start: port ${options.port} is taken.`)
  }
  mkdirSync(dirname(options.logFile), { recursive: true })
  const log = openSync(options.logFile, 'a')
  const logStart = fstatSync(log).size
  const now = Math.floor(Date.now() / 1000)
  const genesisTime = options.stateFile === undefined ? undefined : pinGenesis(options.stateFile, now)
  const child = spawn(findAnvil(), listArguments(options, genesisTime), {
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  child.once('error', () => child.emit('exit', null, null))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const identity = child.pid === undefined ? undefined : identifyProcess(child.pid)
  const readLog = (): string => readFileSync(options.logFile).subarray(logStart).toString('utf8')
  const port = await waitUntilAnswering(child, options.port, readLog)
  if (identity === undefined || port === undefined) {
    if (identity !== undefined) await endProcess(identity, [{ signal: 'SIGKILL', waitMs: 5_000 }])
    throw new AppError(
      'PROCESS_FAILED',
      `anvil did not start (log: ${options.logFile}):\n${readLog().trimEnd().split('\n').slice(-8).join('\n')}`,
    )
  }
  // A given genesis time makes the clock go on from the last block, not from now: the pause would stay for ever.
  if (genesisTime !== undefined && genesisTime !== now)
    await ask(port, 'evm_setTime', Math.floor(Date.now() / 1000))
  return {
    rpcUrl: `http://127.0.0.1:${port}`,
    port,
    pid: identity.pid,
    identity,
    exited,
    stop: async () => {
      // A dump of 100 MB takes about 5 s.
      await endProcess(identity, [
        { signal: 'SIGTERM', waitMs: 60_000 },
        { signal: 'SIGKILL', waitMs: 5_000 },
      ])
    },
  }
}

function listArguments(options: AnvilOptions, genesisTime: number | undefined): string[] {
  const numbers: [string, number | undefined][] = [
    ['--port', options.port ?? 0],
    ['--chain-id', options.chainId ?? 31337],
    ['--timestamp', genesisTime],
    ['--block-time', options.blockTime],
    ['--slots-in-an-epoch', options.slotsInEpoch],
    ['--state-interval', options.stateIntervalSeconds],
  ]
  return [
    ...['--host', '127.0.0.1', '--network', 'optimism', '--order', 'fifo'],
    ...(options.port === undefined ? [] : ['--quiet']),
    ...numbers.flatMap(([flag, value]) => (value === undefined ? [] : [flag, String(value)])),
    ...(options.stateFile === undefined ? [] : ['--state', options.stateFile]),
    ...(options.extraArguments ?? []),
  ]
}

async function waitUntilAnswering(
  child: ChildProcess,
  fixedPort: number | undefined,
  readLog: () => string,
): Promise<number | undefined> {
  const deadline = Date.now() + 60_000
  while (
    child.exitCode === null &&
    child.signalCode === null &&
    child.pid !== undefined &&
    Date.now() < deadline
  ) {
    const port = fixedPort ?? Number(/Listening on [\d.]+:(\d+)/.exec(readLog())?.[1])
    if (port > 0 && (await answers(port))) return child.exitCode === null ? port : undefined
    await delay(20)
  }
  return undefined
}

async function answers(port: number): Promise<boolean> {
  try {
    await ask(port, 'eth_blockNumber')
    return true
  } catch {
    return false
  }
}

async function ask(port: number, method: string, ...params: number[]): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(5_000),
  })
  const answer = await response.text()
  if (!answer.includes('"result"')) throw new AppError('PROCESS_FAILED', `anvil refused ${method}: ${answer}`)
}
