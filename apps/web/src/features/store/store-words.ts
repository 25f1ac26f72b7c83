import type { RouterOutputs } from '@network3/api/types'

export type Batch = RouterOutputs['store']['findBatches']['items'][number]
export type Order = RouterOutputs['store']['findOrders']['items'][number]
export type Device = RouterOutputs['store']['findDevices']['items'][number]
export type DeviceWithHistory = RouterOutputs['store']['getDevice']
export type Transition = DeviceWithHistory['transitions'][number]
export type DeviceStatus = Device['status']
export type BatchStatus = Batch['status']

export const batchStatusWords: Record<BatchStatus, string> = {
  upcoming: 'Upcoming',
  open: 'Open',
  'sold-out': 'Sold out',
  closed: 'Closed',
  paused: 'Paused',
}

export const deviceStatusWords: Record<DeviceStatus, string> = {
  ordered: 'Ordered',
  shipped: 'Shipped',
  activated: 'Active',
  refunded: 'Refunded',
}

/** `1 device`, `3 devices`. */
export function countDevices(count: number): string {
  return `${count.toLocaleString('en-US')} device${count === 1 ? '' : 's'}`
}

/** `E1-000012`: the number on the device and on its token's picture. Source: DeviceMetadata.serialOf. */
export function serialOf(tokenId: string): string {
  return `E1-${tokenId.padStart(6, '0')}`
}
