import type { BatchReasonCode, DeviceRefusalCode, DeviceStateReasonCode } from './device-reasons.ts'
import type { Address } from './hex.ts'

/** IEdgeDevice.DeviceStatus, as kept in the database. Ordered → Shipped → Activated, or Refunded. */
export type DeviceStatus = 'ordered' | 'shipped' | 'activated' | 'refunded'

/** One step in a device's life. key-corrected and transferred leave its status as it was. */
export type DeviceStep =
  | 'ordered'
  | 'shipped'
  | 'key-corrected'
  | 'activated'
  | 'reactivated'
  | 'transferred'
  | 'refunded'

export type DeviceCounts = Record<DeviceStatus, number>

type Device = { status: DeviceStatus; owner: Address }

/** The status after a step. Enforced by DeviceSale.sol and EdgeDevice.sol, which revert on every other order. */
export function deviceStatusAfter(before: DeviceStatus, step: DeviceStep): DeviceStatus {
  switch (step) {
    case 'ordered':
    case 'shipped':
    case 'activated':
    case 'refunded':
      return step
    case 'reactivated':
      return 'activated'
    case 'key-corrected':
    case 'transferred':
      return before
  }
}

/** The reason a step carries; a refund's is in its event. */
export const deviceStepReasons = {
  ordered: 'DEVICE_PAID',
  shipped: 'DEVICE_SHIPPED',
  'key-corrected': 'DEVICE_KEY_CORRECTED',
  activated: 'DEVICE_ACTIVATED',
  reactivated: 'DEVICE_REACTIVATED',
  transferred: 'DEVICE_SOLD_ON',
} as const satisfies Record<Exclude<DeviceStep, 'refunded'>, DeviceStateReasonCode>

/** The reason of IDeviceSale.RefundReason; undefined for a number the contract does not emit. */
export function refundReasonOf(reason: number): DeviceStateReasonCode | undefined {
  if (reason === 1) return 'DEVICE_REFUND_REQUESTED'
  return reason === 2 ? 'DEVICE_SELLER_CANCELLED' : undefined
}

const refusals = {
  ordered: 'DEVICE_NOT_SHIPPED',
  shipped: 'DEVICE_ALREADY_SHIPPED',
  activated: 'DEVICE_ALREADY_ACTIVATED',
  refunded: 'DEVICE_ALREADY_REFUNDED',
} as const satisfies Record<DeviceStatus, DeviceRefusalCode>

/** What may be done with a device: true, or the reason why not. Each line is enforced again by the contracts. */
export const deviceCan = {
  /** DeviceSale.refund: its owner, until it ships. */
  refund: (device: Device, account: Address): true | DeviceRefusalCode =>
    beforeShipping(device) ?? ofOwner(device, account),
  /** DeviceSale.cancel: the fulfiller, until it ships. */
  cancel: (device: Device, isFulfiller: boolean): true | DeviceRefusalCode =>
    beforeShipping(device) ?? ofFulfiller(isFulfiller),
  /** DeviceSale.ship: the fulfiller, once. */
  ship: (device: Device, isFulfiller: boolean): true | DeviceRefusalCode =>
    beforeShipping(device) ?? ofFulfiller(isFulfiller),
  /** DeviceSale.correctShipment: the fulfiller, between shipping and activation. */
  correctShipment: (device: Device, isFulfiller: boolean): true | DeviceRefusalCode =>
    device.status === 'shipped' ? ofFulfiller(isFulfiller) : refusals[device.status],
  /** EdgeDevice.activate: its owner, once shipped; again with another node after a reset. */
  activate: (device: Device, account: Address): true | DeviceRefusalCode =>
    device.status === 'shipped' || device.status === 'activated'
      ? ofOwner(device, account)
      : refusals[device.status],
  /** ERC-721 transferFrom: its owner, as long as the token exists. */
  sellOn: (device: Device, account: Address): true | DeviceRefusalCode =>
    device.status === 'refunded' ? refusals.refunded : ofOwner(device, account),
}

function beforeShipping({ status }: Device): DeviceRefusalCode | undefined {
  if (status === 'ordered') return undefined
  return status === 'refunded' ? 'DEVICE_ALREADY_REFUNDED' : 'DEVICE_ALREADY_SHIPPED'
}

function ofOwner({ owner }: Device, account: Address): true | DeviceRefusalCode {
  return owner.toLowerCase() === account.toLowerCase() ? true : 'DEVICE_NOT_YOURS'
}

function ofFulfiller(isFulfiller: boolean): true | DeviceRefusalCode {
  return isFulfiller ? true : 'DEVICE_NOT_FULFILLER'
}

/** An order stands where the least advanced of its devices does; refunded ones count only when all are. */
export function orderStatusOf(counts: DeviceCounts): DeviceStatus {
  if (counts.ordered > 0) return 'ordered'
  if (counts.shipped > 0) return 'shipped'
  return counts.activated > 0 ? 'activated' : 'refunded'
}

/** IDeviceSale.BatchStatus, but for None. */
export type BatchStatus = 'upcoming' | 'open' | 'sold-out' | 'closed' | 'paused'

export type Batch = {
  supply: number
  /** Paid and not refunded. */
  sold: number
  capPerWallet: number
  unitPriceWei: bigint
  opensAt: Date
  closesAt: Date
  isPaused: boolean
}

/**
 * What the contract would say of a batch at a moment: one that is over, not begun or sold out stays that while sales
 * are paused. Source: DeviceSaleState._statusOf.
 */
export function batchStatusOf(batch: Batch, now: Date): BatchStatus {
  if (now >= batch.closesAt) return 'closed'
  if (now < batch.opensAt) return 'upcoming'
  if (batch.sold >= batch.supply) return 'sold-out'
  return batch.isPaused ? 'paused' : 'open'
}

const batchReasons = {
  upcoming: 'BATCH_UPCOMING',
  open: 'BATCH_OPEN',
  'sold-out': 'BATCH_SOLD_OUT',
  closed: 'BATCH_CLOSED',
  paused: 'BATCH_PAUSED',
} as const satisfies Record<BatchStatus, BatchReasonCode>

export function batchReasonOf(status: BatchStatus): BatchReasonCode {
  return batchReasons[status]
}

/** Devices left; never below zero, though a batch's supply cannot fall below what is sold. */
export function batchAvailable({ supply, sold }: Pick<Batch, 'supply' | 'sold'>): number {
  return Math.max(supply - sold, 0)
}

/** Devices a wallet may still buy, by cap and by stock, whatever the status. Source: DeviceSale.remainingFor. */
export function batchRemainingFor(
  batch: Pick<Batch, 'supply' | 'sold' | 'capPerWallet'>,
  bought: number,
): number {
  return Math.min(batchAvailable(batch), Math.max(batch.capPerWallet - bought, 0))
}

/** `bought`: what this wallet has of the batch already. `balanceWei`: its N3, undefined while not known. */
export type Purchase = { quantity: number; bought: number; balanceWei?: bigint | undefined }

export const batchCan = {
  /** Enforced again by DeviceSale.buy. */
  buy: (batch: Batch, purchase: Purchase, now: Date): true | BatchReasonCode => {
    const { quantity, bought, balanceWei } = purchase
    const status = batchStatusOf(batch, now)
    if (status !== 'open') return batchReasons[status]
    if (!Number.isSafeInteger(quantity) || quantity < 1) return 'BATCH_QUANTITY_ZERO'
    if (quantity > batchAvailable(batch)) return 'BATCH_NOT_ENOUGH_STOCK'
    if (bought >= batch.capPerWallet) return 'BATCH_CAP_REACHED'
    if (bought + quantity > batch.capPerWallet) return 'BATCH_CAP_EXCEEDED'
    const priceWei = batch.unitPriceWei * BigInt(quantity)
    return balanceWei !== undefined && balanceWei < priceWei ? 'BATCH_ABOVE_BALANCE' : true
  },
}
