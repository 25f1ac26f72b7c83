/**
 * `npm run bench:indexer`: how fast the indexer is, what it takes and what it stores, over histories of our own
 * contracts, beside what the machine gives at best in the same run. Options:
 *   --events N          events of a history, instead of 490,000
 *   --only a,b          of yardsticks, dense, sparse, economy, proven, head
 *   --large             also ten times the events, for the rate against size
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { economyProfile } from '../../replay/economy-profile.ts'
import { type History, writeHistory } from '../../replay/history.ts'
import type { Profile } from '../../replay/profile.ts'
import { rewardsProfile } from '../../replay/rewards-profile.ts'
import { startReplay } from '../../replay/start-replay.ts'
import { startBenchServer } from './bench-server.ts'
import { measureHead } from './measure-head.ts'
import { measureStored } from './measure-stored.ts'
import { printMachine, printMeasured, printStored } from './print-results.ts'
import { measureBackfill } from './run-ours.ts'
import { measureYardsticks } from './yardsticks.ts'

const OPERATORS = 30_000
const EVENTS_PER_DENSE_BLOCK = 200
const EVENTS_PER_SPARSE_BLOCK = 15
/** What public nodes allow at most. */
const MAX_LOGS = 20_000

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '490000' },
    only: { type: 'string', default: 'yardsticks,dense,sparse,economy,proven,head' },
    large: { type: 'boolean', default: false },
  },
})
const events = Number(values.events)
const wanted = new Set(values.only.split(','))
const server = await startBenchServer()

type Case = { name: string; latencyMs: number; proves: boolean; defersIndices: boolean }

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

async function fill(history: History, { name, latencyMs, ...options }: Case): Promise<void> {
  const databaseUrl = await server.createDatabase('bench')
  try {
    const measured = await withReplay(history, latencyMs, (rpcUrl) =>
      measureBackfill(server, { databaseUrl, rpcUrl, history, ...options }),
    )
    printMeasured(name, measured)
    printStored(await measureStored(databaseUrl, history.events))
  } finally {
    await server.dropDatabase('bench')
  }
}

function make(profile: Profile): Promise<History> {
  return writeHistory(profile, join(server.folder, `${profile.name}.history`))
}

const dense = (name: string, count: number) =>
  make(
    rewardsProfile({
      ...{ name, seed: 7, events: count, operators: OPERATORS },
      blocks: Math.ceil(count / EVENTS_PER_DENSE_BLOCK),
    }),
  )
const plain = { latencyMs: 0, proves: false, defersIndices: true }

try {
  printMachine(events)
  if (['yardsticks', 'dense', 'proven'].some((name) => wanted.has(name))) {
    const history = await dense('dense', events)
    if (wanted.has('yardsticks')) {
      await withReplay(history, 0, async (rpcUrl) => {
        for (const [name, measured] of await measureYardsticks(server, rpcUrl, history))
          printMeasured(name, measured)
      })
    }
    if (wanted.has('dense')) {
      await fill(history, { ...plain, name: 'ours, dense, all indices live', defersIndices: false })
      await fill(history, { ...plain, name: 'ours, dense, indices built at the end' })
    }
    if (wanted.has('proven')) {
      await fill(history, {
        ...plain,
        name: 'ours, dense, every block held against its header',
        proves: true,
      })
    }
  }
  if (wanted.has('sparse')) {
    const count = Math.round((events * 300) / 490)
    const blocks = Math.ceil(count / EVENTS_PER_SPARSE_BLOCK)
    const options = { name: 'sparse', seed: 8, events: count, operators: OPERATORS, blocks }
    await fill(await make(rewardsProfile(options)), {
      ...plain,
      name: 'ours, sparse, 50 ms a request',
      latencyMs: 50,
    })
  }
  if (wanted.has('economy')) {
    const blocks = Math.ceil(events / EVENTS_PER_DENSE_BLOCK)
    const options = { name: 'economy', seed: 9, events, operators: OPERATORS, blocks }
    await fill(await make(economyProfile(options)), { ...plain, name: 'ours, a whole economy' })
  }
  if (wanted.has('head')) await measureHead(server)
  if (values.large) {
    await fill(await dense('large', events * 10), { ...plain, name: 'ours, dense, ten times the events' })
  }
} finally {
  await server.stop()
}
