import type { EpochClock } from '@network3/core/epochs'
import type { Address } from '@network3/core/hex'
import type { Client } from '@network3/db/pool'
import { addBalances } from '@network3/db/write/balances'
import { type BlockId, deleteBlocksAbove } from '@network3/db/write/blocks'
import { deleteEpochs, findEpochNumbersFrom, setEpochs } from '@network3/db/write/epochs'
import {
  findLatestOfOperators,
  findLatestOfPairs,
  findLatestTransfersFrom,
  findRootHistory,
} from '@network3/db/write/event-history'
import { deleteEventsAbove, type EventRow } from '@network3/db/write/events'
import { lowerVerifiedNumber } from '@network3/db/write/indexer-checks'
import { clearPools, deleteUnseenOperators, setNodeCounts, setPools } from '@network3/db/write/operators'
import { unwindMessages } from '@network3/db/write/outbox-messages'
import { addPayments } from '@network3/db/write/payments'
import { changePositions, deletePositions } from '@network3/db/write/positions'
import { type Heads, moveTip, notifyBlock, recordReorg } from '@network3/db/write/tip'
import { undoRequests } from '@network3/db/write/unstake-requests'
import { type Changes, paymentsOf } from '../projections/changes.ts'
import { foldRoots } from '../projections/fold-roots.ts'
import { POSITION_EVENTS, SHARE_EVENTS } from '../projections/project-staking.ts'
import { unwindKeys } from './apply-keys.ts'
import { unwindLeases } from './apply-leases.ts'
import { readStoredEvent } from './index-logs.ts'
import { projectEvents } from './project-events.ts'
import { undoDevices } from './rewrite-devices.ts'
import { rewriteFromHistory } from './rewrite-from-history.ts'

export type Unwinding = {
  from: BlockId
  /** The common ancestor: what remains ends with it. */
  to: BlockId & { minedAt: number }
  heads: Heads
  /** Set only when going below what was final, which a local chain may do. */
  finalized?: bigint
}

/**
 * Undoes every block above `to`, from stored events: sums lose what the removed events added; states become what
 * the newest remaining event of the same kind carries; rows that nothing mentions any more go. Afterwards every
 * table is as if only the remaining events had ever been applied. Returns how many events were removed.
 */
export async function unwind(
  tx: Client,
  { from, to, heads, finalized }: Unwinding,
  clock: EpochClock,
): Promise<number> {
  await moveTip(tx, from, to, heads)
  await recordReorg(tx, Number(from.number - to.number), finalized)
  if (finalized !== undefined) await lowerVerifiedNumber(tx, finalized)
  const removed = await deleteEventsAbove(tx, to.number)
  await deleteBlocksAbove(tx, to.number)
  const undone = projectEvents(removed.map(readStoredEvent))
  await undoSums(tx, undone)
  await undoRequests(tx, {
    settled: undone.settledRequests.map(({ id }) => id),
    opened: undone.openedRequests.map(({ id }) => id),
  })
  await undoRoots(tx, undone, clock)
  await restorePositions(tx, undone)
  await restorePools(tx, undone)
  await restoreNodeCounts(tx, undone)
  await rewriteFromHistory(tx, undone)
  await undoDevices(tx, undone, to.number)
  await unwindLeases(tx, to.number, undone.leases)
  await unwindKeys(tx, undone.keys)
  await deleteUnseenOperators(tx, [...undone.operators.keys()])
  await unwindMessages(tx, to.number)
  await notifyBlock(tx, to, 0, Number(from.number - to.number))
  return removed.length
}

async function undoSums(tx: Client, undone: Changes): Promise<void> {
  await addBalances(tx, new Map([...undone.balances].map(([account, delta]) => [account, -delta])))
  await addPayments(
    tx,
    paymentsOf(undone).map((delta) => ({
      ...delta,
      earnedWei: -delta.earnedWei,
      paidWei: -delta.paidWei,
    })),
  )
}

async function restorePositions(tx: Client, undone: Changes): Promise<void> {
  const touched = [...undone.positions.values()]
  if (touched.length === 0) return
  const pairs = touched.map(({ operator, staker }) => ({ operator, account: staker }))
  const restored = projectEvents(
    (await findLatestOfPairs(tx, pairs, SHARE_EVENTS)).map(readStoredEvent),
  ).positions
  const lastSeen = new Map(
    (await findLatestOfPairs(tx, pairs, POSITION_EVENTS)).map((row) => [
      `${row.operator}:${row.account}`,
      row.minedAt,
    ]),
  )
  await changePositions(
    tx,
    touched.map(({ operator, staker, stakedWei, takenWei }) => ({
      operator,
      staker,
      // Without a remaining event the position goes below; at 0 it no longer counts as a delegator.
      shares: restored.get(`${operator}:${staker}`)?.shares ?? 0n,
      stakedWei: -stakedWei,
      takenWei: -takenWei,
      updatedAt: lastSeen.get(`${operator}:${staker}`),
    })),
  )
  await deletePositions(
    tx,
    touched.filter(({ operator, staker }) => !lastSeen.has(`${operator}:${staker}`)),
  )
}

async function restorePools(tx: Client, undone: Changes): Promise<void> {
  const touched = [...undone.pools.keys()]
  if (touched.length === 0) return
  const latest = await findLatestOfOperators(tx, touched, ['PoolUpdated'])
  const { pools } = projectEvents(latest.map(readStoredEvent))
  await setPools(tx, [...pools.values()])
  await clearPools(
    tx,
    touched.filter((operator) => !pools.has(operator)),
  )
}

/** A count is in the newest event of the operator, be it on the giving or the receiving side of a transfer. */
async function restoreNodeCounts(tx: Client, undone: Changes): Promise<void> {
  const touched = [...undone.nodeCounts.keys()]
  if (touched.length === 0) return
  const latest = [
    ...(await findLatestOfOperators(tx, touched, ['NodeRegistered', 'NodeRetired', 'NodeTransferred'])),
    ...(await findLatestTransfersFrom(tx, touched)),
  ].sort(compareEvents)
  const { nodeCounts } = projectEvents(latest.map(readStoredEvent))
  await setNodeCounts(
    tx,
    new Map(touched.map((operator): [Address, number] => [operator, nodeCounts.get(operator) ?? 0])),
  )
}

/** Roots are few: every one is told again from the whole history, and only the touched ones are written. */
async function undoRoots(tx: Client, undone: Changes, clock: EpochClock): Promise<void> {
  if (undone.roots.length === 0) return
  const history = (await findRootHistory(tx)).map(readStoredEvent)
  const epochs = foldRoots(projectEvents(history).roots, clock)
  const touched = new Set<bigint>()
  for (const change of undone.roots) {
    touched.add(change.epoch)
    if (change.type === 'vetoed') {
      for (const number of await findEpochNumbersFrom(tx, change.epoch)) touched.add(number)
    }
  }
  await deleteEpochs(
    tx,
    [...touched].filter((number) => !epochs.has(number)),
  )
  await setEpochs(
    tx,
    [...touched].flatMap((number) => epochs.get(number) ?? []),
  )
}

function compareEvents(left: EventRow, right: EventRow): number {
  if (left.blockNumber !== right.blockNumber) return left.blockNumber < right.blockNumber ? -1 : 1
  return left.logIndex - right.logIndex
}
