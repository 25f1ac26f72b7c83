import type { DeviceStateReasonCode } from '@network3/core/device-reasons'
import type { DeviceCounts, DeviceStatus } from '@network3/core/device-state'
import type { Address, Hex } from '@network3/core/hex'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'

export type Device = {
  tokenId: bigint
  orderId: bigint
  batchId: number
  owner: Address
  buyer: Address
  status: DeviceStatus
  reason: DeviceStateReasonCode
  unitPriceWei: bigint
  orderedAt: Date
  shippedAt: Date | null
  activatedAt: Date | null
  refundedAt: Date | null
  keyCommitment: Hex | null
  deviceKey: Address | null
  node: Address | null
}

/** Columns that deviceFromRow reads, of `device d JOIN device_order o ON o.id = d.order_id`. */
export const deviceColumns = `d.token_id, d.order_id, d.batch_id, d.owner, o.buyer, d.status, d.reason, o.unit_price_wei,
  o.ordered_at, d.shipped_at, d.activated_at, d.refunded_at, d.key_commitment, d.device_key, d.node`

export type DeviceRow = {
  token_id: bigint
  order_id: bigint
  batch_id: number
  owner: Buffer
  buyer: Buffer
  status: DeviceStatus
  reason: DeviceStateReasonCode
  unit_price_wei: string
  ordered_at: Date
  shipped_at: Date | null
  activated_at: Date | null
  refunded_at: Date | null
  key_commitment: Buffer | null
  device_key: Buffer | null
  node: Buffer | null
}

export function deviceFromRow(row: DeviceRow): Device {
  const hexOrNull = (bytes: Buffer | null) => (bytes === null ? null : hexFromDb(bytes))
  return {
    tokenId: row.token_id,
    orderId: row.order_id,
    batchId: row.batch_id,
    owner: hexFromDb(row.owner),
    buyer: hexFromDb(row.buyer),
    status: row.status,
    reason: row.reason,
    unitPriceWei: weiFromDb(row.unit_price_wei),
    orderedAt: row.ordered_at,
    shippedAt: row.shipped_at,
    activatedAt: row.activated_at,
    refundedAt: row.refunded_at,
    keyCommitment: hexOrNull(row.key_commitment),
    deviceKey: hexOrNull(row.device_key),
    node: hexOrNull(row.node),
  }
}

/** Columns of counts by status, as numeric text would not be: int4. */
export type CountsRow = {
  ordered_count: number
  shipped_count: number
  activated_count: number
  refunded_count: number
}

export function countsFromRow(row: CountsRow): DeviceCounts {
  return {
    ordered: row.ordered_count,
    shipped: row.shipped_count,
    activated: row.activated_count,
    refunded: row.refunded_count,
  }
}
