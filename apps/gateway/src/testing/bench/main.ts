// `npm run bench:nodes`: very many agents at one gateway process and a real PostgreSQL, over loopback.
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createPool } from '@network3/db/pool'
import { startBenchServer } from '@network3/testing/bench-server'
import { cpuSecondsOf, cpuSecondsOfFamily, peakBytesOf } from '@network3/testing/process-usage'
import { waitUntil } from '@network3/testing/wait-until'
import { quantilesOf, startBenchGateway } from './gateway-process.ts'
import { measureDispatch } from './measure-dispatch.ts'
import type { AgentsOrder, AgentsReport } from './run-agents.ts'

const CHAIN_ID = 31337
/** Descriptors of the gateway that are no agents. */
const SPARE_DESCRIPTORS = 150

const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '10333' },
    seconds: { type: 'string', default: '30' },
    processes: { type: 'string', default: '2' },
    jobs: { type: 'string', default: '200' },
  },
})
const wanted = Number(values.agents)
const [perSecond, seconds, processes, jobs] = [
  Number(values.rate),
  Number(values.seconds),
  Number(values.processes),
  Number(values.jobs),
]
if (![wanted, perSecond, seconds, processes, jobs].every((value) => Number.isInteger(value) && value > 0)) {
  console.error(
    'Usage: npm run bench:nodes -- [--agents 20000] [--rate 10333] [--seconds 30] [--processes 2] [--jobs 200]',
  )
  process.exit(1)
}

function descriptorLimit(): number {
  const line = /Max open files\s+\d+\s+(\d+|unlimited)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
  return line === undefined || line === 'unlimited' ? Number.POSITIVE_INFINITY : Number(line)
}
const limit = descriptorLimit()
const agents = Math.min(wanted, limit - SPARE_DESCRIPTORS)
if (agents < wanted) {
  console.log(
    `A process may open ${limit} files here (ulimit -Hn), so one gateway can hold ${agents} of ${wanted} agents.`,
  )
}

function startLoader() {
  const child = fork(join(import.meta.dirname, 'run-agents.ts'))
  const reports: AgentsReport[] = []
  child.on('message', (report: AgentsReport) => reports.push(report))
  child.on('exit', (code) => {
    if (code !== 0) throw new Error(`A process of agents exited with ${code}.`)
  })
  return {
    tell: (order: AgentsOrder) => void child.send(order),
    hear: <R extends AgentsReport['report']>(name: R) =>
      waitUntil<Extract<AgentsReport, { report: R }>>(
        `agents reported ${name}`,
        () =>
          reports.find((report): report is Extract<AgentsReport, { report: R }> => report.report === name),
        900_000,
      ),
    opening: () => reports.findLast((report) => report.report === 'opening')?.open ?? 0,
  }
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`
const milliseconds = (bound: number) => (Number.isFinite(bound) ? `≤ ${bound * 1_000} ms` : '> 10,000 ms')

const server = await startBenchServer()
const databaseUrl = await server.createDatabase('nodes')
const pool = createPool(databaseUrl, { maxConnections: 1, applicationName: 'network3-bench' })
const gateway = await startBenchGateway(databaseUrl, agents)
const loaders = Array.from({ length: processes }, startLoader)
try {
  console.log(
    `${agents} agents in ${processes} processes → one gateway → PostgreSQL as shipped (fsync on), ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} before`,
  )
  const emptyRss = peakBytesOf(gateway.pid)
  const openedAt = performance.now()
  const loginCpu = cpuSecondsOf(gateway.pid)
  for (const [index, loader] of loaders.entries()) {
    loader.tell({
      ...{ order: 'open', port: gateway.port, chainId: CHAIN_ID, firstSource: 2 + index * 8 },
      count: Math.floor(agents / processes) + (index < agents % processes ? 1 : 0),
    })
  }
  const progress = setInterval(
    () => console.log(`  ${loaders.reduce((sum, loader) => sum + loader.opening(), 0)} agents are in`),
    10_000,
  )
  const opened = await Promise.all(loaders.map((loader) => loader.hear('opened')))
  clearInterval(progress)
  const loginSeconds = (performance.now() - openedAt) / 1_000
  const failed = opened.reduce((sum, { failed: some }) => sum + some, 0)
  const live = opened.reduce((sum, { open }) => sum + open, 0)
  if (failed > 0)
    console.log(`  ${failed} did not get in: ${opened.find(({ firstError }) => firstError)?.firstError}`)
  console.log(
    `logins         ${Math.round(live / loginSeconds)}/s, each with a signature checked (${(((cpuSecondsOf(gateway.pid) - loginCpu) / live) * 1_000).toFixed(1)} ms of CPU)`,
  )

  const flushes = await gateway.buckets('n3_gateway_flush_seconds', 'of="beat"')
  const before = {
    beats: await gateway.metric('n3_gateway_heartbeats_total'),
    rows: await gateway.metric('n3_gateway_written_total', 'of="beat"'),
    gatewayCpu: cpuSecondsOf(gateway.pid),
    databaseCpu: cpuSecondsOfFamily(server.pid),
    at: performance.now(),
  }
  for (const loader of loaders) loader.tell({ order: 'beat', perSecond: perSecond / processes, seconds })
  // In the middle of it, not when it has ebbed away.
  await new Promise((resolve) => setTimeout(resolve, (seconds * 1_000) / 2))
  const ages = await pool.query<{ age: number }>(
    `SELECT extract(epoch FROM percentile_disc(0.99) WITHIN GROUP (ORDER BY now() - last_seen_at))::float8 AS age
     FROM node_session`,
  )
  const age = ages.rows[0]?.age ?? Number.NaN
  const beaten = await Promise.all(loaders.map((loader) => loader.hear('beaten')))
  const elapsed = (performance.now() - before.at) / 1_000
  const after = {
    beats: await gateway.metric('n3_gateway_heartbeats_total'),
    rows: await gateway.metric('n3_gateway_written_total', 'of="beat"'),
    gatewayCpu: cpuSecondsOf(gateway.pid),
    databaseCpu: cpuSecondsOfFamily(server.pid),
  }
  const flush = quantilesOf(await gateway.buckets('n3_gateway_flush_seconds', 'of="beat"'), flushes)
  const lastLoads = beaten.map(({ lastLoad }) => lastLoad)
  const lastRound = performance.now()
  await waitUntil(
    'the last heartbeat of every agent was in PostgreSQL',
    async () => {
      const found = await pool.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM node_session WHERE offline_reason IS NULL AND load = ANY($1)',
        [lastLoads],
      )
      return found.rows[0]?.n === live
    },
    60_000,
  )
  const settledMs = performance.now() - lastRound
  const sent = beaten.reduce((sum, report) => sum + report.sent, 0)
  const gatewayCores = (after.gatewayCpu - before.gatewayCpu) / elapsed
  const databaseCores = (after.databaseCpu - before.databaseCpu) / elapsed
  const rowsPerSecond = (after.rows - before.rows) / elapsed
  console.log(`live agents    ${beaten.reduce((sum, { open }) => sum + open, 0)} (wanted 20,000)`)
  console.log(
    `heartbeats     ${Math.round(sent / seconds)}/s sent, ${Math.round((after.beats - before.beats) / elapsed)}/s heard, ${Math.round(rowsPerSecond)} rows/s updated in PostgreSQL (wanted 10,333/s)`,
  )
  console.log(
    `               the last of every agent was in PostgreSQL ${Math.round(settledMs)} ms after the end; in the middle p99 of rows was ${age.toFixed(1)} s old (each agent beat every ${(live / perSecond).toFixed(1)} s)`,
  )
  console.log(
    `flush          p50 ${milliseconds(flush(0.5))}, p99 ${milliseconds(flush(0.99))} a statement (wanted p99 ≤ 50 ms)`,
  )
  console.log(
    `gateway        ${gatewayCores.toFixed(2)} cores, ${((gatewayCores * 1e6) / rowsPerSecond).toFixed(0)} µs a heartbeat; peak ${megabytes(peakBytesOf(gateway.pid))} (${((peakBytesOf(gateway.pid) - emptyRss) / live / 1024).toFixed(1)} kB an agent; wanted ≤ 1,536 MB)`,
  )
  console.log(
    `PostgreSQL     ${databaseCores.toFixed(2)} cores, ${((databaseCores * 1e6) / rowsPerSecond).toFixed(0)} µs a heartbeat`,
  )
  const dispatch = await measureDispatch(databaseUrl, jobs)
  console.log(
    `dispatch       from submit to running on an idle node: p50 ${dispatch.p50} ms, p95 ${dispatch.p95} ms over ${dispatch.started} of ${jobs} jobs (wanted p95 ≤ 150 ms)`,
  )
} finally {
  for (const loader of loaders) loader.tell({ order: 'close' })
  await gateway.stop()
  await pool.end()
  await server.stop()
}
