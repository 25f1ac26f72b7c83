import { setTimeout as delay } from 'node:timers/promises'
import { readCell } from '@network3/testing/dump-tables'
import { actOnChain } from '../act-randomly.ts'
import type { Random } from '../random.ts'
import type { TestChain } from '../test-chain.ts'
import type { StormTossed } from './storm-tossed.ts'

export const DEEPEST_REORG = 12
const ACTIONS_PER_REORG = 8
const ACTIONS_PER_BROKEN_CONNECTION = 80
/** Every third gust is a lull: in it indexers come to the head, and there they meet reorgs. */
const ACTIONS_PER_GUST = 40
const LULL = 0.2
/** Users are no faster than this, so that indexers may keep up; past the time they wait for slow machines. */
const MS_PER_ACTION = 80
const MS_PER_ACTION_IN_OVERTIME = 300
const SAYS_EVERY_MS = 10_000

export type Weather = {
  chain: TestChain
  random: Random
  all: readonly StormTossed[]
  seconds: number
  /** It goes on past its time until everything has happened; so much longer at most. */
  overtimeSeconds: number
  leastReorgs: number
  /** Whether everything else has happened. */
  isWild: () => boolean
  /** What share of their faults the providers make. */
  setWind: (share: number) => void
  say: (reorgs: number) => void
  signal: AbortSignal | undefined
}

/** Users act, blocks are replaced, connections break, until the time is over and everything has happened. */
export async function blow({
  chain,
  random,
  all,
  seconds,
  overtimeSeconds,
  leastReorgs,
  isWild,
  setWind,
  say,
  signal,
}: Weather) {
  const beganAt = Date.now()
  let reorgs = 0
  let connectionsDropped = 0
  let saidAt = beganAt
  const passedSeconds = () => (Date.now() - beganAt) / 1_000
  const isEnough = () => passedSeconds() > seconds && reorgs >= leastReorgs
  const isOver = () =>
    signal?.aborted === true || passedSeconds() > seconds + overtimeSeconds || (isEnough() && isWild())
  for (let action = 1; !isOver(); action++) {
    const pauseMs = isEnough() ? MS_PER_ACTION_IN_OVERTIME : MS_PER_ACTION
    await Promise.all([actOnChain(chain, random), delay(pauseMs)])
    if (action % ACTIONS_PER_REORG === 0) {
      // Most are shallow.
      await chain.reorg(1 + random.below(1 + random.below(DEEPEST_REORG)))
      reorgs += 1
    }
    if (action % ACTIONS_PER_GUST === 0) {
      setWind((action / ACTIONS_PER_GUST) % 3 === 2 ? LULL : 1)
    }
    if (action % ACTIONS_PER_BROKEN_CONNECTION === 0) {
      connectionsDropped += await dropConnections(random.pick(all).database.url)
    }
    if (Date.now() - saidAt > SAYS_EVERY_MS) {
      say(reorgs)
      saidAt = Date.now()
    }
  }
  return { reorgs, connectionsDropped, seconds: passedSeconds() }
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
