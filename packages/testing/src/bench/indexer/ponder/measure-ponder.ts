import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { REPLAY_CHAIN_ID } from '../../../replay/answer-calls.ts'
import type { History } from '../../../replay/history.ts'
import { withClient } from '../../../template-database.ts'
import type { BenchServer } from '../bench-server.ts'
import { endWithUs } from '../end-with-us.ts'
import type { Measured } from '../measure-backfill.ts'
import { cpuSecondsOf, cpuSecondsOfFamily, peakBytesOf } from '../process-usage.ts'
import { writeProject } from './write-project.ts'

/** Ponder takes the newest 30 blocks of a chain for not final; they are not part of what is measured. */
const NOT_FINAL_BLOCKS = 31
const LOGS_PER_ANSWER = 10_000
const DEADLINE_MS = 10 * 60_000
const SCHEMA = 'bench'

export type PonderRun = { folder: string; databaseUrl: string; rpcUrl: string; history: History }

/**
 * Ponder over a history, from its HTTP server being up (as ours is measured, without what starting takes) to its
 * /ready saying that all is indexed. Throws Error when it ends or has not every event in its tables.
 */
export async function measurePonder(server: BenchServer, run: PonderRun): Promise<Measured> {
  const { history, rpcUrl, folder, databaseUrl } = run
  const endBlock = history.blocks - NOT_FINAL_BLOCKS
  const events = history.counts[endBlock] ?? 0
  const blocksPerAnswer = Math.max(1, Math.floor((LOGS_PER_ANSWER * history.blocks) / history.events))
  writeProject(folder, { rpcUrl, chainId: REPLAY_CHAIN_ID, endBlock, blocksPerAnswer })
  const port = await findFreePort()
  const postgresBefore = cpuSecondsOfFamily(server.pid)
  const child = endWithUs(startPonder(folder, databaseUrl, port))
  const output: string[] = []
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  const answers = async (path: string): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`Ponder exited with ${child.exitCode}:\n${output.join('')}`)
    return fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ ok }) => ok,
      () => false,
    )
  }
  const reach = async (path: string): Promise<void> => {
    for (const until = performance.now() + DEADLINE_MS; performance.now() < until; await delay(50)) {
      if (await answers(path)) return
    }
    throw new Error(`Ponder was not there in time:\n${output.join('')}`)
  }
  const pid = child.pid ?? 0
  try {
    await reach('/health')
    const startedAt = performance.now()
    const appBefore = cpuSecondsOf(pid)
    await reach('/ready')
    const seconds = (performance.now() - startedAt) / 1000
    const perEvent = (cpuSeconds: number) => (cpuSeconds * 1e6) / events
    const measured = {
      ...{ events, seconds, eventsPerSecond: events / seconds },
      appCpu: perEvent(cpuSecondsOf(pid) - appBefore),
      postgresCpu: perEvent(cpuSecondsOfFamily(server.pid) - postgresBefore),
      peakBytes: peakBytesOf(pid),
    }
    return { ...measured, stored: await measureTables(databaseUrl, events) }
  } finally {
    const gone = once(child, 'exit')
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await gone
    }
  }
}

function startPonder(folder: string, databaseUrl: string, port: number): ChildProcess {
  const program = join(folder, 'node_modules', 'ponder', 'dist', 'esm', 'bin', 'ponder.js')
  const options = ['start', '--schema', SCHEMA, '--port', String(port), '--hostname', '127.0.0.1']
  return spawn(process.execPath, [program, ...options, '--log-level', 'warn'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl, PONDER_TELEMETRY_DISABLED: 'true' },
  })
}

/** Bytes per event: its own tables of ours, and what it keeps of the chain. Checks that every event is there. */
function measureTables(databaseUrl: string, events: number): Promise<NonNullable<Measured['stored']>> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ schema: string; name: string; bytes: string }>(
      `SELECT relnamespace::regnamespace::text AS schema, relname AS name, pg_total_relation_size(oid)::text AS bytes
       FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('${SCHEMA}', 'ponder_sync')`,
    )
    const [counted] = (
      await client.query<{ events: string; sums: string }>(
        `SELECT (SELECT count(*) FROM ${SCHEMA}.activity)::text AS events,
           (SELECT sum(claims + stakes) FROM ${SCHEMA}.operator)::text AS sums`,
      )
    ).rows
    if (Number(counted?.events) !== events || Number(counted?.sums) !== events)
      throw new Error(`Ponder has ${counted?.events} events and sums of ${counted?.sums}, not ${events}.`)
    const size = (belongs: (row: { schema: string; name: string }) => boolean) =>
      rows.filter(belongs).reduce((sum, { bytes }) => sum + Number(bytes), 0) / events
    return {
      events: size(({ schema, name }) => schema === 'ponder_sync' || name === 'activity'),
      sums: size(({ schema, name }) => schema === SCHEMA && name !== 'activity'),
      board: 0,
    }
  })
}
