import { setTimeout as delay } from 'node:timers/promises'
import { dumpTables, readCell } from '@network3/testing/dump-tables'
import { createTestDatabase } from '@network3/testing/postgres'
import { actOnChain } from '../act-randomly.ts'
import type { BugName } from '../bugs/bugs.ts'
import { waitUntilIndexed } from '../indexed-to.ts'
import { createRandom } from '../random.ts'
import { spawnIndexer } from '../spawn-indexer.ts'
import { startTestChain, type TestChain } from '../test-chain.ts'
import { type FaultKind, faultKinds, startFaultyProvider } from './faulty-provider.ts'
import { compareWithChain } from './ground-truth.ts'
import { createStormTossed, type StormTossed } from './storm-tossed.ts'

export type StormOptions = {
  seed: number
  seconds: number
  /** Indexers with a deliberate bug each, in the same storm as the honest ones. */
  bugs: readonly BugName[]
  onProgress?: (line: string) => void
}

/** What became of an indexer, once the storm was over and its providers were honest again. */
type StormVerdict = {
  name: string
  bug: BugName | undefined
  /** Undefined where it never came to the head of the chain again. */
  catchUpMs: number | undefined
  /** Tables whose rows are not those of a clean index of the same chain. */
  divergedTables: string[]
  kills: number
  reorgs: number
  blocksUnwound: number
  logTail: string
}

export type StormReport = {
  seed: number
  seconds: number
  chain: { blocks: number; reorgs: number; events: number }
  faults: Record<FaultKind, number>
  connectionsDropped: number
  verdicts: StormVerdict[]
  /** Differences between the clean index and the chain itself. */
  differencesFromChain: string[]
}

/** Deeper than any reorg of the storm: `finalized` trails the head by two of these. */
const SLOTS_IN_EPOCH = 16
const DEEPEST_REORG = 12
/** Deeper than any reorg, and old enough for whoever asks the contracts about the block it is at. */
const KEPT_STATES = 200
const ACTIONS_PER_REORG = 15
/** Users are no faster than this, so that indexers come to the head between two gusts: only there reorgs meet them. */
const MS_PER_ACTION = 80
const FAULT_RATE = 0.04
/** So often each is told changed logs of a block: some of those blocks are undone again, and then it shows nowhere. */
const CHANGED_LOGS = 8
/** So long a provider that hangs is waited for. */
const RPC_TIMEOUT_MS = 2_500
const FIRST_FILL_MS = 120_000
/** How long an honest indexer may take to come back, and a buggy one is waited for. */
const CATCH_UP_MS = 20_000
const BUGGY_CATCH_UP_MS = 4_000
/** A storm goes on past its time until every fault happened; so much longer at most. */
const OVERTIME_SECONDS = 120

/**
 * A real chain with users and reorgs, two providers that fail and lie, dropped database connections and kill -9, and in
 * the middle of it real indexers: one with both providers, one with the first alone, and one for each deliberate bug.
 * Afterwards every database is held against a clean index of the chain, and that against the chain itself.
 * The seed decides what users, chain and providers do; in what order that reaches the processes is up to the machine.
 */
export async function runStorm({ seed, seconds, bugs, onProgress }: StormOptions): Promise<StormReport> {
  const closers: (() => Promise<unknown>)[] = []
  const random = createRandom(seed)
  try {
    const chain = await startTestChain({ slotsInEpoch: SLOTS_IN_EPOCH, keptStates: KEPT_STATES })
    closers.push(chain.stop)
    for (let action = 0; action < 3 * SLOTS_IN_EPOCH; action++) await actOnChain(chain, random)
    const providers = await Promise.all(
      [1, 2].map((index) => startFaultyProvider(chain.anvil.rpcUrl, createRandom(seed + index))),
    )
    closers.push(...providers.map((provider) => provider.close))
    const open = async (name: string, bug: BugName | undefined, count: number): Promise<StormTossed> => {
      const database = await createTestDatabase()
      closers.push(database.drop)
      const tossed = createStormTossed({
        ...{ name, bug, database, deployment: chain.deployment, rpcTimeoutMs: RPC_TIMEOUT_MS },
        ...{
          random: createRandom(seed + 10 + count),
          isKilled: bug === undefined || bug.includes('checkpoint'),
        },
        rpcUrl: providers
          .slice(0, count)
          .map(({ urlFor }) => urlFor(name))
          .join(),
      })
      closers.push(tossed.stop)
      return tossed
    }
    const all = await Promise.all([
      open('two providers', undefined, 2),
      open('one provider', undefined, 1),
      ...bugs.map((bug) => open(bug, bug, 2)),
    ])

    const honest = all.filter(({ bug }) => bug === undefined)
    // Everybody has filled their database and follows before the wind comes up.
    await Promise.all(
      all.map(async ({ database, bug, start }) => {
        await start()
        await waitUntilIndexed(
          database.url,
          chain,
          bug === undefined ? FIRST_FILL_MS : BUGGY_CATCH_UP_MS,
        ).catch((error: unknown) => {
          if (bug === undefined) throw error
        })
      }),
    )
    const calm = new AbortController()
    const tossing = all.map((each) => each.toss(calm.signal))
    for (const provider of providers) provider.setRate(FAULT_RATE)
    const faults = () => {
      const sums = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>
      for (const provider of providers) for (const kind of faultKinds) sums[kind] += provider.counts()[kind]
      return sums
    }
    const changesTo = (name: string) => providers[0]?.changesTo(name) ?? 0
    // One that has halted over a difference asks no more.
    const wasLiedTo = ({ name, bug, seen }: StormTossed) =>
      bug !== 'believes-one-provider' ||
      changesTo(name) >= CHANGED_LOGS ||
      seen().log.includes('INDEX_DIVERGED')
    const isWild = () =>
      faultKinds.every((kind) => faults()[kind] > 0) && all.every(wasLiedTo) && all.every(hasBeenThroughIt)
    const weather = await blow({
      chain,
      random,
      all,
      seconds,
      isWild,
      say: () => onProgress?.(sayHow(all, faults())),
    })
    calm.abort()
    for (const provider of providers) provider.setRate(0)
    await Promise.all(tossing)

    const clean = await createTestDatabase()
    closers.push(clean.drop)
    const cleanIndexer = await spawnIndexer({
      ...{ databaseUrl: clean.url, rpcUrl: chain.anvil.rpcUrl, deployment: chain.deployment },
    })
    closers.push(cleanIndexer.kill)
    const calmAt = Date.now()
    const comeBack = (each: StormTossed, timeoutMs: number) =>
      waitUntilIndexed(each.database.url, chain, timeoutMs).then(
        () => Date.now() - calmAt,
        () => undefined,
      )
    const catchUps = new Map<StormTossed, number | undefined>()
    const wait = (which: readonly StormTossed[], timeoutMs: number) =>
      Promise.all(which.map(async (each) => catchUps.set(each, await comeBack(each, timeoutMs))))
    const [cleanDump] = await Promise.all([
      waitUntilIndexed(clean.url, chain, CATCH_UP_MS).then(() => dumpTables(clean.url)),
      wait(honest, CATCH_UP_MS),
    ])
    // A bug may be that it never comes back: how long that is depends on how long the honest took on this machine.
    const slowestMs = Math.max(...honest.map((each) => catchUps.get(each) ?? CATCH_UP_MS))
    const buggy = all.filter(({ bug }) => bug !== undefined)
    await wait(buggy, Math.max(BUGGY_CATCH_UP_MS, 4 * slowestMs) - (Date.now() - calmAt))
    const checks = await compareWithChain(clean.url, chain)
    const verdicts: StormVerdict[] = []
    for (const each of all) {
      const dump = await dumpTables(each.database.url)
      const tables = Object.keys(cleanDump) as (keyof typeof cleanDump)[]
      const { log, ...seen } = each.seen()
      verdicts.push({
        ...{ name: each.name, bug: each.bug, catchUpMs: catchUps.get(each), ...seen },
        divergedTables: tables.filter((table) => dump[table].hash !== cleanDump[table].hash),
        logTail: log.split('\n').slice(-12).join('\n'),
      })
    }
    const blockNumber = await chain.admin.getBlockNumber()
    return {
      ...{ seed, seconds, verdicts, faults: faults(), connectionsDropped: weather.connectionsDropped },
      chain: { blocks: Number(blockNumber), reorgs: weather.reorgs, events: cleanDump.event.rows },
      differencesFromChain: checks.flatMap(({ differences }) => differences),
    }
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

/** The honest were killed twice at least and have undone blocks; a bug in undoing has undone enough to show. */
function hasBeenThroughIt({ bug, seen }: StormTossed): boolean {
  const { kills, blocksUnwound } = seen()
  if (bug === undefined) return kills >= 2 && blocksUnwound >= 1
  return !bug.includes('undo') || blocksUnwound >= 4
}

type Weather = {
  chain: TestChain
  random: ReturnType<typeof createRandom>
  all: readonly StormTossed[]
  seconds: number
  isWild: () => boolean
  say: () => void
}

/** Users act, blocks are replaced, connections break, until the time is over and everything has happened. */
async function blow({ chain, random, all, seconds, isWild, say }: Weather) {
  const beganAt = Date.now()
  let reorgs = 0
  let connectionsDropped = 0
  let saidAt = beganAt
  const isOver = () => {
    const passed = (Date.now() - beganAt) / 1_000
    return passed > seconds + OVERTIME_SECONDS || (passed > seconds && isWild())
  }
  for (let action = 1; !isOver(); action++) {
    await Promise.all([actOnChain(chain, random), delay(MS_PER_ACTION)])
    if (action % ACTIONS_PER_REORG === 0) {
      await chain.reorg(1 + random.below(DEEPEST_REORG))
      reorgs += 1
    }
    if (action % 60 === 0) {
      connectionsDropped += await dropConnections(random.pick(all).database.url)
    }
    if (Date.now() - saidAt > 10_000) {
      say()
      saidAt = Date.now()
    }
  }
  return { reorgs, connectionsDropped }
}

/** As a restart of the server does it to its clients. */
async function dropConnections(databaseUrl: string): Promise<number> {
  const dropped = await readCell(
    databaseUrl,
    `SELECT count(pg_terminate_backend(pid))::int FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'network3-indexer'`,
  )
  return Number(dropped)
}

function sayHow(all: readonly StormTossed[], faults: Record<FaultKind, number>): string {
  const sum = Object.values(faults).reduce((total, count) => total + count, 0)
  const seen = all.filter(({ bug }) => bug === undefined).map((each) => each.seen())
  const total = (pick: (one: (typeof seen)[number]) => number) =>
    seen.reduce((all, one) => all + pick(one), 0)
  return `${sum} faults, ${total((one) => one.kills)} kills, ${total((one) => one.reorgs)} reorgs undone, ${total((one) => one.blocksUnwound)} blocks unwound`
}
