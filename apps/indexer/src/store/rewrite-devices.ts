import type { Client } from '@network3/db/pool'
import {
  type BatchState,
  deleteBatches,
  findBatchHistory,
  setBatches,
} from '@network3/db/write/device-batches'
import {
  deleteDeviceEventsAbove,
  findDeviceHistory,
  insertDeviceEvents,
} from '@network3/db/write/device-events'
import { deleteOrders, insertOrders } from '@network3/db/write/device-orders'
import { addToSale } from '@network3/db/write/device-sale'
import { type DeviceState, deleteDevices, setDevices } from '@network3/db/write/devices'
import type { Changes } from '../projections/changes.ts'
import { foldBatch } from '../projections/fold-batch.ts'
import { foldDevice } from '../projections/fold-device.ts'
import { readStoredEvent } from './index-logs.ts'

/** Writes what a batch of events did to the store. Events themselves must be stored before. */
export async function applyDevices(tx: Client, changes: Changes): Promise<void> {
  await addToSale(tx, changes.sale)
  await rewriteBatches(tx, changes.batches)
  await insertOrders(tx, changes.deviceOrders)
  await insertDeviceEvents(tx, changes.deviceEvents)
  await rewriteDevices(tx, changes.devices)
}

/** Undoes it back to block `to`: sums lose what was added, rows are told again from the steps that remain. */
export async function undoDevices(tx: Client, undone: Changes, to: bigint): Promise<void> {
  const { paused, heldWei, proceedsWei, withdrawnWei } = undone.sale
  await addToSale(tx, {
    paused: -paused,
    heldWei: -heldWei,
    proceedsWei: -proceedsWei,
    withdrawnWei: -withdrawnWei,
  })
  if (undone.devices.size > 0) await deleteDeviceEventsAbove(tx, to)
  // Devices before their orders and batches, which they are counted by.
  await rewriteDevices(tx, undone.devices)
  await deleteOrders(
    tx,
    undone.deviceOrders.map(({ id }) => id),
  )
  await rewriteBatches(tx, undone.batches)
}

async function rewriteDevices(tx: Client, touched: ReadonlySet<bigint>): Promise<void> {
  if (touched.size === 0) return
  const states = new Map<bigint, DeviceState>()
  for (const step of await findDeviceHistory(tx, [...touched])) {
    states.set(step.tokenId, foldDevice(states.get(step.tokenId), step))
  }
  await setDevices(tx, [...states.values()])
  await deleteDevices(
    tx,
    [...touched].filter((tokenId) => !states.has(tokenId)),
  )
}

async function rewriteBatches(tx: Client, touched: ReadonlySet<number>): Promise<void> {
  if (touched.size === 0) return
  const states = new Map<number, BatchState>()
  for (const row of await findBatchHistory(tx, [...touched])) {
    const { event } = readStoredEvent(row)
    if (event?.contract !== 'device-sale' || event.name !== 'BatchSet') continue
    const { batchId } = event.args
    const state = foldBatch(states.get(batchId), event, row)
    if (state !== undefined) states.set(batchId, state)
  }
  await setBatches(tx, [...states.values()])
  await deleteBatches(
    tx,
    [...touched].filter((id) => !states.has(id)),
  )
}
