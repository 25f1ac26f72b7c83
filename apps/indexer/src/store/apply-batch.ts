import type { EpochClock } from '@network3/core/epochs'
import type { Client } from '@network3/db/pool'
import { addBalances } from '@network3/db/write/balances'
import { type BlockHeader, type BlockId, insertBlocks } from '@network3/db/write/blocks'
import { setEpochs, vetoEpochsFrom } from '@network3/db/write/epochs'
import { insertEvents } from '@network3/db/write/events'
import { changeOperators, sumByOperator } from '@network3/db/write/operator-sums'
import { setNodeCounts, setPools } from '@network3/db/write/operators'
import { addToHours } from '@network3/db/write/payments'
import { storePositions } from '@network3/db/write/positions'
import { type Heads, moveTip, notifyBlock } from '@network3/db/write/tip'
import { openRequests, settleRequests } from '@network3/db/write/unstake-requests'
import { type Changes, createChanges, paymentsOf, type RootChange } from '../projections/changes.ts'
import { toPostedEpoch } from '../projections/fold-roots.ts'
import { applyKeys } from './apply-keys.ts'
import { applyLeases } from './apply-leases.ts'
import type { IndexedEvent } from './index-logs.ts'
import { projectOnto } from './project-events.ts'
import { applyDevices } from './rewrite-devices.ts'
import { rewriteFromHistory } from './rewrite-from-history.ts'

/** Blocks that follow on each other, and their events, both in the order of the chain. */
type BatchPart = { blocks: readonly BlockHeader[]; events: readonly IndexedEvent[] }

/** Where a batch begins and ends. */
type BatchSpan = {
  /** Our tip before: the parent of the first block. */
  parent: BlockId
  /** The last header, which is the new tip. */
  last: BlockHeader
  heads: Heads
}

/** One block, or one range of final blocks: what becomes one transaction. */
export type Batch = BatchPart & BatchSpan

/** What a batch did, for those who have to follow. */
export type Applied = { changes: Changes; newOperators: number }

/** A batch that comes in parts, so that none of them has to wait in memory for the others. */
export type OpenBatch = {
  /** Stores a part, and adds up what it does. One after the other. */
  add(part: BatchPart): Promise<void>
  /** How much of it waits in memory one by one, not summed up: steps of leases and devices, and requests. */
  keptCount(): number
  /** Applies what all parts do together: each row once, however often it was touched. */
  close(span: BatchSpan): Promise<Applied>
}

/**
 * Writes a batch with all that follows from it, inside the given transaction. The tip moves in it too and is the
 * checkpoint: after a crash at any moment the batch is there whole or not at all.
 */
export function openBatch(tx: Client, clock: EpochClock): OpenBatch {
  const changes = createChanges()
  let eventCount = 0
  return {
    add: async ({ blocks, events }) => {
      eventCount += events.length
      await insertBlocks(tx, blocks)
      const storing = insertEvents(
        tx,
        events.map(({ row }) => row),
      )
      // The server is busy with the rows meanwhile.
      try {
        projectOnto(changes, events)
      } finally {
        await storing
      }
    },
    keptCount: () =>
      changes.leases.steps.length +
      changes.deviceEvents.length +
      changes.openedRequests.length +
      changes.settledRequests.length,
    close: async ({ parent, last, heads }) => {
      await moveTip(tx, parent, last, heads)
      const newOperators = await applyChanges(tx, changes, clock)
      await notifyBlock(tx, last, eventCount)
      return { changes, newOperators }
    },
  }
}

/** A batch that is there as a whole. Throws DATABASE_CONFLICT when our tip is not the batch's parent. */
export async function applyBatch(tx: Client, batch: Batch, clock: EpochClock): Promise<Applied> {
  const open = openBatch(tx, clock)
  await open.add(batch)
  return open.close(batch)
}

/** Every family's rows, in an order in which each finds what it refers to. Gives how many operators are new. */
async function applyChanges(tx: Client, changes: Changes, clock: EpochClock): Promise<number> {
  const payments = paymentsOf(changes)
  const stakes = await storePositions(tx, [...changes.positions.values()])
  const newOperators = await changeOperators(tx, sumByOperator(changes.operators, payments, stakes))
  await addToHours(tx, payments)
  await addBalances(tx, changes.balances)
  await setPools(tx, [...changes.pools.values()])
  await setNodeCounts(tx, changes.nodeCounts)
  await rewriteFromHistory(tx, changes)
  await openRequests(tx, changes.openedRequests)
  await settleRequests(tx, changes.settledRequests)
  await applyRoots(tx, changes.roots, clock)
  await applyDevices(tx, changes)
  await applyLeases(tx, changes.leases)
  await applyKeys(tx, changes.keys)
  return newOperators
}

/** Runs of posted roots are written at once; a veto must see those before it. */
async function applyRoots(tx: Client, roots: readonly RootChange[], clock: EpochClock): Promise<void> {
  let posted: (RootChange & { type: 'posted' })[] = []
  const flush = async () => {
    await setEpochs(
      tx,
      posted.map((change) => toPostedEpoch(change, clock)),
    )
    posted = []
  }
  for (const change of roots) {
    if (change.type === 'posted') posted.push(change)
    else {
      await flush()
      await vetoEpochsFrom(tx, change.epoch, change.at)
    }
  }
  await flush()
}
