/**
 * `npm run bench:indexer`: how fast the indexer is, what it takes and what it stores, over histories of our own
 * contracts, beside what the machine gives at best and beside Ponder in the same run; at the end every row of
 * docs/performance.md's table. Options:
 *   --events N       events of the dense history, instead of 490,000; the others follow from it
 *   --rounds N       times that what is divided by each other is measured, instead of 3
 *   --only a,b       of yardsticks, dense, sparse, economy, proven, head, reorg, ponder, large
 *   --profile DIR    V8's profiles of the indexer's CPU are written there
 */
import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { History } from '../../replay/history.ts'
import { startReplay } from '../../replay/start-replay.ts'
import { startBenchServer } from './bench-server.ts'
import { tidyWhenInterrupted } from './end-with-us.ts'
import { goalsOf, type Results } from './goals.ts'
import { createHistories } from './histories.ts'
import { type Measured, measureBackfill } from './measure-backfill.ts'
import { measureHead } from './measure-head.ts'
import { measureReorgs } from './measure-reorg.ts'
import { installPonder, PONDER } from './ponder/install-ponder.ts'
import { measurePonder } from './ponder/measure-ponder.ts'
import { printGoals, printMachine, printMeasured } from './print-results.ts'
import { measureLimit, measureReading } from './yardsticks.ts'

/** What public nodes allow at most. */
const MAX_LOGS = 20_000
const SPARSE_LATENCY_MS = 50
/** Ponder's rate does not depend on how much there is: it is given less, for it takes ten times as long. */
const PONDER_SHARE = 0.3
/** The newest blocks are not measured with Ponder, and of the others there must be enough. */
const PONDER_LEAST = { dense: 40_000, sparse: 5_000 }
const PARTS = ['yardsticks', 'dense', 'sparse', 'economy', 'proven', 'head', 'reorg', 'ponder', 'large']

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '490000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: PARTS.join(',') },
    profile: { type: 'string' },
  },
})
const events = Number(values.events)
const rounds = Number(values.rounds)
const wanted = new Set(values.only.split(','))
if (
  ![events, rounds].every((value) => Number.isInteger(value) && value > 0) ||
  [...wanted].some((part) => !PARTS.includes(part))
) {
  console.error(`Usage: npm run bench:indexer -- [--events 490000] [--rounds 3] [--only ${PARTS.join(',')}]`)
  process.exit(1)
}
const server = await startBenchServer()
tidyWhenInterrupted(server.stop)
const histories = createHistories(server.folder)
const results: Results = {
  rounds: [],
  sparse: [],
  others: [],
  ponderDense: [],
  ponderSparse: [],
  head: [],
  reorgs: [],
}

async function withReplay<T>(
  history: History,
  latencyMs: number,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const replay = await startReplay(history, { latencyMs, maxLogs: MAX_LOGS })
  try {
    return await work(replay.rpcUrl)
  } finally {
    await replay.stop()
  }
}

type Case = { name: string; latencyMs?: number; proves?: boolean; defersIndices?: boolean }

/** The indexer fills an empty database. The node is believed (PROVE_BACKFILL=0) unless the case says otherwise. */
async function fill(history: History, options: Case): Promise<Measured> {
  const { name, latencyMs = 0, proves = false, defersIndices = true } = options
  const databaseUrl = await server.createDatabase('bench')
  const profileTo = values.profile
  const run = { folder: server.folder, databaseUrl, history, proves, defersIndices, profileTo }
  try {
    const measured = await withReplay(history, latencyMs, (rpcUrl) =>
      measureBackfill(server, { ...run, rpcUrl }),
    )
    printMeasured(name, measured)
    return measured
  } finally {
    await server.dropDatabase('bench')
  }
}

async function limit(history: History, mode: 'live' | 'end'): Promise<Measured> {
  const measured = await withReplay(history, 0, (url) => measureLimit(server, url, history, mode))
  printMeasured(mode === 'live' ? 'limit, key and index live' : 'limit, index at the end', measured)
  return measured
}

async function runPonder(
  history: History,
  name: string,
  latencyMs: number,
  folder: string,
): Promise<Measured> {
  const databaseUrl = await server.createEmptyDatabase('ponder')
  try {
    const measured = await withReplay(history, latencyMs, (rpcUrl) =>
      measurePonder(server, { folder, databaseUrl, rpcUrl, history }),
    )
    printMeasured(`${PONDER}, ${name}, ${measured.events} events`, measured)
    return measured
  } finally {
    await server.dropDatabase('ponder')
  }
}

async function comparePonder(): Promise<void> {
  const folder = await installPonder()
  const count = (kind: keyof typeof PONDER_LEAST, share: number) =>
    Math.max(PONDER_LEAST[kind], Math.round(events * share))
  const dense = await histories.dense('ponder_dense', count('dense', PONDER_SHARE))
  results.ponderDense.push(await runPonder(dense, 'dense', 0, folder))
  const sparse = await histories.sparse('ponder_sparse', count('sparse', PONDER_SHARE * 0.5))
  results.ponderSparse.push(await runPonder(sparse, 'sparse, 50 ms', SPARSE_LATENCY_MS, folder))
}

/** A part that fails says why, and the others go on: its rows stay empty. */
async function run(part: string, work: () => Promise<void>): Promise<void> {
  if (!wanted.has(part)) return
  try {
    await work()
  } catch (error) {
    process.exitCode = 1
    console.log(`${part} could not be measured: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const startedAt = performance.now()
try {
  printMachine(events)
  const history = await histories.dense('dense', events)
  await run('yardsticks', () =>
    withReplay(history, 0, async (url) => {
      for (const [name, measured] of await measureReading(server, url, history)) printMeasured(name, measured)
    }),
  )
  await run('dense', async () => {
    for (let round = 1; round <= rounds; round++) {
      results.rounds.push({
        limitLive: await limit(history, 'live'),
        live: await fill(history, { name: `ours, all indices live (${round})`, defersIndices: false }),
        limitEnd: await limit(history, 'end'),
        backfill: await fill(history, { name: `ours, indices built at the end (${round})` }),
      })
    }
  })
  await run('ponder', comparePonder)
  await run('proven', async () => {
    await fill(history, { name: 'ours, every block held against its header (default)', proves: true })
  })
  await run('sparse', async () => {
    const sparse = await histories.sparse('sparse', Math.round((events * 300) / 490))
    for (let round = 1; round <= rounds; round++) {
      const name = `ours, sparse, ${SPARSE_LATENCY_MS} ms a request (${round})`
      results.sparse.push(await fill(sparse, { name, latencyMs: SPARSE_LATENCY_MS }))
    }
  })
  await run('economy', async () => {
    results.others.push(
      await fill(await histories.economy('economy', events), { name: 'ours, a whole economy' }),
    )
  })
  await run('head', async () => {
    results.head = await measureHead(server)
  })
  await run('reorg', async () => {
    results.reorgs = await measureReorgs(server)
  })
  await run('large', async () => {
    await rm(history.file)
    const large = await histories.dense('large', events * 10)
    results.large = await fill(large, { name: 'ours, ten times the events' })
  })
  printGoals(goalsOf(results))
  console.log(`\nTook ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes.`)
} finally {
  await server.stop()
}
