import { setTimeout as delay } from 'node:timers/promises'
import { readCell } from '@network3/testing/dump-tables'
import { actOnChain } from '../act-randomly.ts'
import type { Random } from '../random.ts'
import type { TestChain } from '../test-chain.ts'
import type { StormTossed } from './storm-tossed.ts'

export const DEEPEST_REORG = 12
const ACTIONS_PER_REORG = 8
const ACTIONS_PER_BROKEN_CONNECTION = 60
/** Users are no faster than this, so that indexers come to the head between two gusts: only there reorgs meet them. */
const MS_PER_ACTION = 80
const SAYS_EVERY_MS = 10_000

export type Weather = {
  chain: TestChain
  random: Random
  all: readonly StormTossed[]
  seconds: number
  /** It goes on past its time until everything has happened; so much longer at most. */
  overtimeSeconds: number
  /** Whether everything has happened, with so many reorgs. */
  isWild: (reorgs: number) => boolean
  say: (reorgs: number) => void
}

/** Users act, blocks are replaced, connections break, until the time is over and everything has happened. */
export async function blow({ chain, random, all, seconds, overtimeSeconds, isWild, say }: Weather) {
  const beganAt = Date.now()
  let reorgs = 0
  let connectionsDropped = 0
  let saidAt = beganAt
  const passedSeconds = () => (Date.now() - beganAt) / 1_000
  const isOver = () =>
    passedSeconds() > seconds + overtimeSeconds || (passedSeconds() > seconds && isWild(reorgs))
  for (let action = 1; !isOver(); action++) {
    await Promise.all([actOnChain(chain, random), delay(MS_PER_ACTION)])
    if (action % ACTIONS_PER_REORG === 0) {
      // Most are shallow.
      await chain.reorg(1 + random.below(1 + random.below(DEEPEST_REORG)))
      reorgs += 1
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
