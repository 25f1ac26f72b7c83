import { dumpTables } from '@network3/testing/dump-tables'
import { createTestDatabase } from '@network3/testing/postgres'
import { actOnChain } from '../act-randomly.ts'
import type { BugName } from '../bugs/bugs.ts'
import { waitUntilIndexed } from '../indexed-to.ts'
import { createRandom } from '../random.ts'
import { spawnIndexer } from '../spawn-indexer.ts'
import { startTestChain } from '../test-chain.ts'
import { type FaultKind, faultKinds, startFaultyProvider } from './faulty-provider.ts'
import { compareWithChain } from './ground-truth.ts'
import { judgeTossed, type StormReport, sumOf } from './report.ts'
import { createStormTossed, type StormTossed } from './storm-tossed.ts'
import { blow, DEEPEST_REORG } from './weather.ts'

export type StormOptions = {
  seed: number
  seconds: number
  /** Indexers with a deliberate bug each, in the same storm as the honest ones. */
  bugs: readonly BugName[]
  /** Goes on until there were so many, at most for twice the time. */
  least?: { reorgs: number; kills: number; faults: number }
  onProgress?: (line: string) => void
  /** Aborted, everything is put away, and there is no report. */
  signal?: AbortSignal
}

/** Deeper than any reorg of the storm: `finalized` trails the head by two of these. */
const SLOTS_IN_EPOCH = DEEPEST_REORG + 4
/** More than any reorg goes back, and old enough for whoever asks the contracts about the block it is at. */
const KEPT_STATES = 64
const FAULT_RATE = 0.04
/** So often each is told changed logs of a block: some of those blocks are undone again, and then it shows nowhere. */
const CHANGED_LOGS = 8
/** So often a bug has to have mattered: where it is mended by undoing the block, more than once. */
const BITES: Partial<Record<BugName, number>> = {
  'takes-errors-for-silence': 8,
  'keeps-undone-lease-steps': 3,
}
/** So often the bug is killed that shows only then. */
const KILLS_OF_BUG = 5
/** So long a provider that hangs is waited for. */
const RPC_TIMEOUT_MS = 2_500
const FIRST_FILL_MS = 300_000
/** How long an honest indexer may take to come back, and a buggy one is waited for. */
const CATCH_UP_MS = 60_000
const BUGGY_CATCH_UP_MS = 4_000
/** A storm goes on past its time until every fault happened; so much longer at most. */
const OVERTIME_SECONDS = 150
/** From here on one honest indexer is never killed: what lives long goes wrong in other ways. */
const LONG_SECONDS = 60

const NEVER_KILLED = 'two providers, never killed'
const KILLED_BUG: BugName = 'commits-the-checkpoint-first'

/**
 * A real chain with users and reorgs, two providers that fail and lie, dropped database connections and kill -9, and in
 * the middle of it real indexers: one with both providers, one with the first alone, and one for each deliberate bug.
 * Afterwards every database is held against a clean index of the chain, and that against the chain itself.
 * The seed decides what users, chain and providers do; in what order that reaches the processes is up to the machine.
 */
export async function runStorm({
  seed,
  seconds,
  bugs,
  least = { reorgs: 0, kills: 0, faults: 0 },
  onProgress,
  signal,
}: StormOptions): Promise<StormReport> {
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
    const open = async (
      name: string,
      count: number,
      bug?: BugName,
      isKilled = true,
    ): Promise<StormTossed> => {
      const database = await createTestDatabase()
      closers.push(database.drop)
      const tossed = createStormTossed({
        ...{ name, bug, database, deployment: chain.deployment, rpcTimeoutMs: RPC_TIMEOUT_MS },
        ...{ random: createRandom(seed + 10 + count), isKilled },
        rpcUrl: providers
          .slice(0, count)
          .map(({ urlFor }) => urlFor(name))
          .join(),
      })
      closers.push(tossed.stop)
      return tossed
    }
    const all = await Promise.all([
      open('two providers', 2),
      open('one provider', 1),
      ...(seconds < LONG_SECONDS ? [] : [open(NEVER_KILLED, 2, undefined, false)]),
      ...bugs.map((bug) => open(bug, 2, bug, bug === KILLED_BUG)),
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
    const tossing = Promise.all(all.map((each) => each.toss(calm.signal)))
    // One that does not start any more ends the storm, but only where the others are put away as well.
    tossing.catch(() => {})
    const setWind = (share: number) => {
      for (const provider of providers) provider.setRate(FAULT_RATE * share)
    }
    setWind(1)
    const faults = () => {
      const sums = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>
      for (const provider of providers) for (const kind of faultKinds) sums[kind] += provider.counts()[kind]
      return sums
    }
    const hasBeenThroughIt = ({ name, bug, seen }: StormTossed) => {
      const { kills, blocksUnwound, bites, halt } = seen()
      if (bug === undefined) return blocksUnwound >= 1 && (kills >= 2 || name === NEVER_KILLED)
      if (halt !== undefined) return true
      if (bug === 'believes-one-provider') return (providers[0]?.changesTo(name) ?? 0) >= CHANGED_LOGS
      if (bug === KILLED_BUG) return kills >= KILLS_OF_BUG
      return bites >= (BITES[bug] ?? 1)
    }
    const killsOfHonest = () => honest.reduce((sum, each) => sum + each.seen().kills, 0)
    const weather = await blow({
      ...{ chain, random, all, seconds, setWind, signal },
      overtimeSeconds: Math.max(OVERTIME_SECONDS, least.reorgs > 0 ? seconds : 0),
      leastReorgs: least.reorgs,
      isWild: () =>
        sumOf(faults()) >= least.faults &&
        faultKinds.every((kind) => faults()[kind] > 0) &&
        killsOfHonest() >= least.kills &&
        all.every(hasBeenThroughIt),
      say: (reorgs) => onProgress?.(`${reorgs} reorgs, ${sayHow(honest, faults())}`),
    })
    calm.abort()
    setWind(0)
    await tossing
    signal?.throwIfAborted()

    const clean = await createTestDatabase()
    closers.push(clean.drop)
    const cleanIndexer = await spawnIndexer({
      ...{ databaseUrl: clean.url, rpcUrl: chain.anvil.rpcUrl, deployment: chain.deployment },
    })
    closers.push(cleanIndexer.kill)
    const calmAt = Date.now()
    const comeBack = async (each: StormTossed, timeoutMs: number) => {
      if (each.seen().halt !== undefined) return undefined
      return waitUntilIndexed(each.database.url, chain, timeoutMs).then(
        () => Date.now() - calmAt,
        () => undefined,
      )
    }
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
    const verdicts = []
    for (const each of all) {
      verdicts.push(await judgeTossed(each, { url: clean.url, dump: cleanDump }, catchUps.get(each)))
    }
    const blockNumber = await chain.admin.getBlockNumber()
    return {
      ...{ seed, seconds: weather.seconds, verdicts, faults: faults() },
      connectionsDropped: weather.connectionsDropped,
      chain: { blocks: Number(blockNumber), reorgs: weather.reorgs, events: cleanDump.event.rows },
      differencesFromChain: checks.flatMap(({ differences }) => differences),
    }
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

function sayHow(honest: readonly StormTossed[], faults: Record<FaultKind, number>): string {
  const seen = honest.map((each) => each.seen())
  const total = (pick: (one: (typeof seen)[number]) => number) =>
    seen.reduce((all, one) => all + pick(one), 0)
  return `${sumOf(faults)} faults, ${total((one) => one.kills)} kills, ${total((one) => one.reorgs)} undone, ${total((one) => one.blocksUnwound)} blocks unwound`
}
