import { setTimeout as delay } from 'node:timers/promises'
import type { Deployment } from '@network3/chain/deployment'
import type { TestDatabase } from '@network3/testing/postgres'
import { BITE, type BugName } from '../bugs/bugs.ts'
import type { Random } from '../random.ts'
import { type IndexerProcess, spawnIndexer } from '../spawn-indexer.ts'

/** An indexer out in the storm: a real process with a database of its own, killed and started again. */
export type StormTossed = {
  name: string
  bug: BugName | undefined
  database: TestDatabase
  /** Starts its first process. */
  start(): Promise<unknown>
  /** Kills it -9 and starts it again, and again, until the signal; then it stays up. */
  toss(signal: AbortSignal): Promise<void>
  seen(): Seen
  stop(): Promise<void>
}

/** What all of its processes together did. */
export type Seen = {
  kills: number
  /** How often it was gone before it was killed. */
  crashes: number
  blocksUnwound: number
  reorgs: number
  /** How often its bug mattered. */
  bites: number
  /** The code it halted with, where it has. */
  halt: string | undefined
  /** The last process's, or of the last that crashed. */
  log: string
}

export type StormTossedOptions = {
  name: string
  bug: BugName | undefined
  database: TestDatabase
  rpcUrl: string
  deployment: Deployment
  random: Random
  rpcTimeoutMs: number
  /** Most bugs need no kill to show. */
  isKilled: boolean
}

/** How long a process gets to meet what ends its life before it is killed all the same. */
const LONGEST_LIFE_MS = 15_000

export function createStormTossed(options: StormTossedOptions): StormTossed {
  const { name, bug, database, random } = options
  const past: Seen = { kills: 0, crashes: 0, blocksUnwound: 0, reorgs: 0, bites: 0, halt: undefined, log: '' }
  let current: IndexerProcess | undefined
  let crashLog: string | undefined
  const start = async () => {
    current = await spawnIndexer({
      ...{ databaseUrl: database.url, rpcUrl: options.rpcUrl, deployment: options.deployment },
      rpcTimeoutMs: options.rpcTimeoutMs,
      ...(bug === undefined ? {} : { bug }),
    })
    return current
  }
  const account = (log: string) => {
    for (const [, depth] of log.matchAll(/"depth":(\d+)[^\n]*reorg was undone/g)) {
      past.reorgs += 1
      past.blocksUnwound += Number(depth)
    }
    past.bites += log.split(BITE).length - 1
    const halt = log.split('\n').find((line) => line.includes('indexer halted'))
    if (halt !== undefined) past.halt = /"code":"([A-Z_]+)"/.exec(halt)?.[1] ?? 'INTERNAL'
    past.log = log
  }
  /** A bug that needs a kill gets it where it bites. Of others every second life ends around a reorg, or soon. */
  const findEnd = () => {
    if (bug !== undefined) return new RegExp(BITE)
    return past.kills % 2 === 0 ? /reorg was undone/ : /block was indexed/
  }
  return {
    ...{ name, bug, database, start },
    toss: async (signal) => {
      while (!signal.aborted && options.isKilled) {
        const indexer = current ?? (await start())
        const alreadySaid = indexer.log().length
        const bornAt = Date.now()
        // The first life lasts until a reorg met it: a slow machine would else kill each before it comes to the head.
        const isYoung = () => past.reorgs === 0 || Date.now() - bornAt < LONGEST_LIFE_MS
        const isAlive = () => isYoung() && !signal.aborted && !indexer.hasEnded()
        const end = findEnd()
        while (isAlive() && !end.test(indexer.log().slice(alreadySaid)))
          await delay(bug === undefined ? 20 : 5)
        const restMs = bug === undefined ? random.below(600) : 0
        await delay(restMs, undefined, { signal }).catch(() => {})
        if (signal.aborted) return
        if (indexer.hasEnded()) {
          past.crashes += 1
          crashLog = indexer.log()
        }
        await indexer.kill()
        current = undefined
        account(indexer.log())
        past.kills += 1
        await start()
      }
    },
    seen: () => {
      const before = { ...past }
      account(current?.log() ?? '')
      if (current?.hasEnded() === true) past.crashes += 1
      const seen = { ...past, log: crashLog ?? past.log }
      Object.assign(past, before)
      return seen
    },
    stop: async () => {
      await current?.kill()
    },
  }
}
