// `npm run bench:nodes`: very many agents at gateways and a real PostgreSQL, over loopback. One gateway process, where
// the machine lets it hold that many sockets.
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { createPool } from '@network3/db/pool'
import { startBenchServer } from '@network3/testing/bench-server'
import { cpuSecondsOf, cpuSecondsOfFamily, peakBytesOf } from '@network3/testing/process-usage'
import { waitUntil } from '@network3/testing/wait-until'
import { type BenchGateway, quantilesOf, startBenchGateway, sumBuckets } from './gateway-process.ts'
import { measureDispatch } from './measure-dispatch.ts'
import { descriptorLimit, planGateways } from './plan-gateways.ts'
import { startLoader } from './start-loader.ts'

const CHAIN_ID = 31337
const FLUSH = ['n3_gateway_flush_seconds', 'of="beat"'] as const

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
const [perSecond, seconds, asked, jobs] = [
  Number(values.rate),
  Number(values.seconds),
  Number(values.processes),
  Number(values.jobs),
]
if (![wanted, perSecond, seconds, asked, jobs].every((value) => Number.isInteger(value) && value > 0)) {
  console.error(
    'Usage: npm run bench:nodes -- [--agents 20000] [--rate 10333] [--seconds 30] [--processes 2] [--jobs 200]',
  )
  process.exit(1)
}

const plan = planGateways(wanted, descriptorLimit())
const { agents } = plan
if (plan.says !== undefined) console.log(plan.says)
// As many for each gateway, so that each holds its share.
const processes = Math.ceil(asked / plan.gateways) * plan.gateways

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`
const milliseconds = (bound: number) =>
  Number.isFinite(bound) ? `≤ ${Number((bound * 1_000).toFixed(1))} ms` : '> 10,000 ms'
const sumOf = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0)

/** What a gateway has done so far. */
async function readFigures(gateway: BenchGateway) {
  return {
    beats: await gateway.metric('n3_gateway_heartbeats_total'),
    rows: await gateway.metric('n3_gateway_written_total', 'of="beat"'),
    cpu: cpuSecondsOf(gateway.pid),
    flushes: await gateway.buckets(...FLUSH),
  }
}

const server = await startBenchServer()
const databaseUrl = await server.createDatabase('nodes')
const pool = createPool(databaseUrl, { maxConnections: 1, applicationName: 'network3-bench' })
const gateways = await Promise.all(
  Array.from({ length: plan.gateways }, (_, index) =>
    startBenchGateway(databaseUrl, `bench-${index + 1}`, agents),
  ),
)
const loaders = Array.from({ length: processes }, startLoader)
try {
  const through = gateways.length === 1 ? 'one gateway' : `${gateways.length} gateways`
  console.log(
    `${agents} agents in ${processes} processes → ${through} → PostgreSQL as shipped (fsync on), ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} before`,
  )
  const emptyRss = gateways.map(({ pid }) => peakBytesOf(pid))
  const openedAt = performance.now()
  const loginCpu = sumOf(gateways.map(({ pid }) => cpuSecondsOf(pid)))
  for (const [index, loader] of loaders.entries()) {
    const gateway = gateways[index % gateways.length]
    if (gateway === undefined) throw new Error('no gateway was started')
    loader.tell({
      ...{ order: 'open', port: gateway.port, chainId: CHAIN_ID, firstSource: 2 + index * 8 },
      count: Math.floor(agents / processes) + (index < agents % processes ? 1 : 0),
    })
  }
  const progress = setInterval(
    () => console.log(`  ${sumOf(loaders.map((loader) => loader.opening()))} agents are in`),
    10_000,
  )
  const opened = await Promise.all(loaders.map((loader) => loader.hear('opened')))
  clearInterval(progress)
  const loginSeconds = (performance.now() - openedAt) / 1_000
  const failed = sumOf(opened.map((report) => report.failed))
  const live = sumOf(opened.map(({ open }) => open))
  if (failed > 0)
    console.log(`  ${failed} did not get in: ${opened.find(({ firstError }) => firstError)?.firstError}`)
  const loginMs = ((sumOf(gateways.map(({ pid }) => cpuSecondsOf(pid))) - loginCpu) / live) * 1_000
  console.log(
    `logins         ${Math.round(live / loginSeconds)}/s, each with a signature checked (${loginMs.toFixed(1)} ms of CPU)`,
  )

  const before = await Promise.all(gateways.map(readFigures))
  const databaseBefore = cpuSecondsOfFamily(server.pid)
  const beganAt = performance.now()
  for (const loader of loaders) loader.tell({ order: 'beat', perSecond: perSecond / processes, seconds })
  // In the middle of it, not when it has ebbed away.
  await new Promise((resolve) => setTimeout(resolve, (seconds * 1_000) / 2))
  const ages = await pool.query<{ age: number }>(
    `SELECT extract(epoch FROM percentile_disc(0.99) WITHIN GROUP (ORDER BY now() - last_seen_at))::float8 AS age
     FROM node_session`,
  )
  const age = ages.rows[0]?.age ?? Number.NaN
  const beaten = await Promise.all(loaders.map((loader) => loader.hear('beaten')))
  const elapsed = (performance.now() - beganAt) / 1_000
  const after = await Promise.all(gateways.map(readFigures))
  const databaseCores = (cpuSecondsOfFamily(server.pid) - databaseBefore) / elapsed
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
  const held = await pool.query<{ gateway: string; n: number }>(
    'SELECT gateway, count(*)::int AS n FROM node_session WHERE offline_reason IS NULL GROUP BY gateway',
  )
  const each = gateways.map((gateway, index) => {
    const [was, is] = [before[index], after[index]]
    if (was === undefined || is === undefined) throw new Error('a gateway was not measured')
    return {
      gateway: gateway.id,
      live: held.rows.find((row) => row.gateway === gateway.id)?.n ?? 0,
      beatsPerSecond: (is.beats - was.beats) / elapsed,
      rowsPerSecond: (is.rows - was.rows) / elapsed,
      cores: (is.cpu - was.cpu) / elapsed,
      peak: peakBytesOf(gateway.pid),
      flush: quantilesOf(is.flushes, was.flushes),
    }
  })
  const sent = sumOf(beaten.map((report) => report.sent))
  const rowsPerSecond = sumOf(each.map((one) => one.rowsPerSecond))
  const cores = sumOf(each.map((one) => one.cores))
  const peak = sumOf(each.map((one) => one.peak))
  const flush = quantilesOf(
    sumBuckets(after.map(({ flushes }) => flushes)),
    sumBuckets(before.map(({ flushes }) => flushes)),
  )
  console.log(`live agents    ${sumOf(beaten.map(({ open }) => open))} (wanted 20,000)`)
  console.log(
    `heartbeats     ${Math.round(sent / seconds)}/s sent, ${Math.round(sumOf(each.map((one) => one.beatsPerSecond)))}/s heard, ${Math.round(rowsPerSecond)} rows/s updated in PostgreSQL (wanted 10,333/s)`,
  )
  console.log(
    `               the last of every agent was in PostgreSQL ${Math.round(settledMs)} ms after the end; in the middle p99 of rows was ${age.toFixed(1)} s old (each agent beat every ${(live / perSecond).toFixed(1)} s)`,
  )
  console.log(
    `flush          p50 ${milliseconds(flush(0.5))}, p99 ${milliseconds(flush(0.99))} a statement (wanted p99 ≤ 50 ms)`,
  )
  console.log(
    `${(gateways.length === 1 ? 'gateway' : 'gateways').padEnd(14)} ${cores.toFixed(2)} cores, ${((cores * 1e6) / rowsPerSecond).toFixed(0)} µs a heartbeat; peak ${megabytes(peak)} (${((peak - sumOf(emptyRss)) / live / 1024).toFixed(1)} kB an agent; wanted ≤ 1,536 MB)`,
  )
  if (each.length > 1)
    for (const one of each)
      console.log(
        `  ${one.gateway.padEnd(12)} ${one.live} live, ${Math.round(one.beatsPerSecond)}/s heard, ${one.cores.toFixed(2)} cores, peak ${megabytes(one.peak)}, flush p99 ${milliseconds(one.flush(0.99))}`,
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
  await Promise.all(gateways.map((gateway) => gateway.stop()))
  await pool.end()
  await server.stop()
}
