import type { EpochClock } from '@network3/core/epochs'
import type { Client } from '@network3/db/pool'
import { addBalances } from '@network3/db/write/balances'
import { type BlockHeader, type BlockId, insertBlocks } from '@network3/db/write/blocks'
import { setEpochs, vetoEpochsFrom } from '@network3/db/write/epochs'
import { insertEvents } from '@network3/db/write/events'
import { addOperators, setNodeCounts, setPools } from '@network3/db/write/operators'
import { addPayments } from '@network3/db/write/payments'
import { changePositions } from '@network3/db/write/positions'
import { type Heads, moveTip, notifyBlock } from '@network3/db/write/tip'
import { openRequests, settleRequests } from '@network3/db/write/unstake-requests'
import type { Changes, RootChange } from '../projections/changes.ts'
import { toPostedEpoch } from '../projections/fold-roots.ts'
import { applyKeys } from './apply-keys.ts'
import { applyLeases } from './apply-leases.ts'
import type { IndexedEvent } from './index-logs.ts'
import { projectEvents } from './project-events.ts'
import { applyDevices } from './rewrite-devices.ts'
import { rewriteFromHistory } from './rewrite-from-history.ts'

/** One block, or one range of final blocks: what becomes one transaction. */
export type Batch = {
  /** Our tip before: the parent of the first block. */
  parent: BlockId
  /** Headers to keep; the last one is the new tip. */
  blocks: readonly BlockHeader[]
  last: BlockHeader
  /** In the order of the chain. */
  events: readonly IndexedEvent[]
  heads: Heads
}

/** What a batch did, for those who have to follow. */
export type Applied = { changes: Changes; newOperators: number }

/**
 * Writes a batch with all that follows from it, inside the given transaction. The tip moves in it too and is the
 * checkpoint: after a crash at any moment the batch is there whole or not at all.
 * Throws DATABASE_CONFLICT when our tip is not the batch's parent.
 */
export async function applyBatch(tx: Client, batch: Batch, clock: EpochClock): Promise<Applied> {
  await moveTip(tx, batch.parent, batch.last, batch.heads)
  await insertBlocks(tx, batch.blocks)
  await insertEvents(
    tx,
    batch.events.map(({ row }) => row),
  )
  const changes = projectEvents(batch.events)
  const newOperators = await addOperators(tx, changes.operators)
  await addBalances(tx, changes.balances)
  await changePositions(tx, [...changes.positions.values()])
  await setPools(tx, [...changes.pools.values()])
  await setNodeCounts(tx, changes.nodeCounts)
  await rewriteFromHistory(tx, changes)
  await openRequests(tx, changes.openedRequests)
  await settleRequests(tx, changes.settledRequests)
  await applyRoots(tx, changes.roots, clock)
  await addPayments(tx, changes.payments)
  await applyDevices(tx, changes)
  await applyLeases(tx, changes.leases)
  await applyKeys(tx, changes.keys)
  await notifyBlock(tx, batch.last, batch.events.length)
  return { changes, newOperators }
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
