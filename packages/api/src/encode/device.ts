import {
  batchAvailable,
  batchReasonOf,
  batchRemainingFor,
  batchStatusOf,
  type DeviceStatus,
  deviceStatusAfter,
  orderStatusOf,
} from '@network3/core/device-state'
import type { Address } from '@network3/core/hex'
import type { ReasonCode } from '@network3/core/reasons'
import type { Device } from '@network3/db/queries/device/device-row'
import type { DeviceBatch } from '@network3/db/queries/device/find-batches'
import type { DeviceOrder } from '@network3/db/queries/device/find-orders'
import type { DeviceEventRow } from '@network3/db/write/device-events'
import { encodeAddress } from './address.ts'
import { encodeReason } from './reason.ts'

const addressOrNull = (address: Address | null) => (address === null ? null : encodeAddress(address))

/** A batch as answers carry it, with its status at `at`. */
export function encodeBatch(batch: DeviceBatch, isPaused: boolean, at: Date) {
  const status = batchStatusOf({ ...batch, isPaused }, at)
  return {
    batchId: batch.id,
    status,
    reason: encodeReason(batchReasonOf(status)),
    unitPriceWei: String(batch.unitPriceWei),
    supply: batch.supply,
    sold: batch.sold,
    available: batchAvailable(batch),
    capPerWallet: batch.capPerWallet,
    opensAt: batch.opensAt.toISOString(),
    closesAt: batch.closesAt.toISOString(),
    createdAt: batch.createdAt.toISOString(),
    updatedAt: batch.updatedAt.toISOString(),
    txHash: batch.updatedTx,
    counts: batch.counts,
    wallet:
      batch.bought === null
        ? null
        : { bought: batch.bought, remaining: batchRemainingFor(batch, batch.bought) },
  }
}

export function encodeDevice(device: Device) {
  return {
    tokenId: String(device.tokenId),
    orderId: String(device.orderId),
    batchId: device.batchId,
    owner: encodeAddress(device.owner),
    buyer: encodeAddress(device.buyer),
    status: device.status,
    reason: encodeReason(device.reason),
    unitPriceWei: String(device.unitPriceWei),
    orderedAt: device.orderedAt.toISOString(),
    shippedAt: device.shippedAt?.toISOString() ?? null,
    activatedAt: device.activatedAt?.toISOString() ?? null,
    refundedAt: device.refundedAt?.toISOString() ?? null,
    keyCommitment: device.keyCommitment,
    deviceKey: addressOrNull(device.deviceKey),
    node: addressOrNull(device.node),
  }
}

/** A device with its steps, of which `steps` may hold other devices' too. */
export function encodeDeviceWithHistory(device: Device, steps: readonly DeviceEventRow[]) {
  const own = steps.filter(({ tokenId }) => tokenId === device.tokenId)
  return { ...encodeDevice(device), transitions: encodeTransitions(device, own) }
}

/** Steps oldest first, each with status and owner afterwards, which not every event says. */
function encodeTransitions(device: Device, steps: readonly DeviceEventRow[]) {
  let status: DeviceStatus = statusBefore(device, steps[0])
  let owner = steps[0]?.from ?? device.buyer
  return steps.map((step) => {
    status = deviceStatusAfter(status, step.kind)
    owner = step.to ?? owner
    return {
      kind: step.kind,
      status,
      reason: encodeReason(step.reason),
      at: new Date(step.minedAt * 1000).toISOString(),
      blockNumber: Number(step.blockNumber),
      txHash: step.txHash,
      from: addressOrNull(step.from),
      to: encodeAddress(owner),
      amountWei: step.amountWei === null ? null : String(step.amountWei),
      keyCommitment: step.keyCommitment,
      node: addressOrNull(step.node),
      previousNode: addressOrNull(step.previousNode),
    }
  })
}

/** Where the history shown begins in the middle: what the device was by then, as its times tell. */
function statusBefore(device: Device, first: DeviceEventRow | undefined): DeviceStatus {
  if (first === undefined) return device.status
  const at = first.minedAt * 1000
  if (device.activatedAt !== null && device.activatedAt.getTime() <= at) return 'activated'
  return device.shippedAt !== null && device.shippedAt.getTime() <= at ? 'shipped' : 'ordered'
}

const orderReasons = {
  ordered: 'DEVICE_PAID',
  shipped: 'DEVICE_SHIPPED',
  activated: 'DEVICE_ACTIVATED',
  refunded: 'ORDER_REFUNDED',
} as const satisfies Record<DeviceStatus, ReasonCode>

export function encodeOrder(order: DeviceOrder) {
  const status = orderStatusOf(order.counts)
  return {
    orderId: String(order.id),
    batchId: order.batchId,
    buyer: encodeAddress(order.buyer),
    quantity: order.quantity,
    firstTokenId: String(order.firstTokenId),
    unitPriceWei: String(order.unitPriceWei),
    totalWei: String(order.unitPriceWei * BigInt(order.quantity)),
    orderedAt: order.orderedAt.toISOString(),
    blockNumber: Number(order.blockNumber),
    txHash: order.txHash,
    status,
    reason: encodeReason(orderReasons[status]),
    counts: order.counts,
  }
}
