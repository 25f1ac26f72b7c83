import type { Db, Pool } from '@network3/db/pool'
import { findBlockHashes } from '@network3/db/queries/block/find-block-hashes'
import type { ChainEvent } from '@network3/db/queries/event/event-row'
import { findEventsAfter } from '@network3/db/queries/event/find-events'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip, type Tip } from '@network3/db/queries/tip/get-tip'
import { AFTER_BLOCK, type LivePlace } from './live-id.ts'

/** What happened between a place and the tip. */
export type LiveStep = {
  tip: Tip
  /** Blocks from here on are not what the reader saw; undefined when its fork is still the chain. */
  reorgFrom: bigint | undefined
  /** Oldest first; empty when there were too many. */
  events: ChainEvent[]
  /** More events than may be replayed: the reader reads its pages again instead. */
  isGap: boolean
}

/** More than this in one step is a backfill or a long absence, and nobody reads it as news. */
const MAXIMUM_EVENTS = 500

/**
 * What a reader at `from` has missed, all of one state of the database; undefined before the first block. A reader
 * that was nowhere yet has missed nothing. `seen` are blocks it was told of, newest last, by which the fork's depth
 * is found.
 */
export function readStep(
  pool: Pool,
  from: LivePlace | undefined,
  seen: readonly LivePlace[],
): Promise<LiveStep | undefined> {
  return withSnapshot(pool, async (db) => {
    const tip = await getTip(db)
    if (tip === undefined) return undefined
    if (from === undefined) return { tip, reorgFrom: undefined, events: [], isGap: false }
    const fork = await findFork(db, tip, [...seen, from])
    const after = fork === undefined ? from : { blockNumber: fork - 1n, logIndex: AFTER_BLOCK }
    const events = await findEventsAfter(db, {
      after,
      throughBlock: tip.blockNumber,
      limit: MAXIMUM_EVENTS + 1,
    })
    const isGap = events.length > MAXIMUM_EVENTS
    return { tip, reorgFrom: fork, events: isGap ? [] : events, isGap }
  })
}

/**
 * First block that was replaced. Cases: 1. the newest place is on the chain → none; 2. an older one is → right after
 * it; 3. none is → right after the last final block, which cannot have been replaced.
 */
async function findFork(db: Db, tip: Tip, places: readonly LivePlace[]): Promise<bigint | undefined> {
  const hashes = await findBlockHashes(
    db,
    places.map((place) => place.blockNumber),
  )
  const isOnChain = ({ blockNumber, blockHash }: LivePlace) => {
    const hash = hashes.get(blockNumber)
    // Headers far below the tip are dropped where they carry no event; there nothing is replaced any more.
    if (hash === undefined) return blockNumber <= tip.finalizedNumber
    return hash.startsWith(blockHash)
  }
  const newest = places.at(-1)
  if (newest === undefined || isOnChain(newest)) return undefined
  const standing = places.findLast(isOnChain)
  const lastGood = standing === undefined ? tip.finalizedNumber : standing.blockNumber
  return lastGood + 1n
}
