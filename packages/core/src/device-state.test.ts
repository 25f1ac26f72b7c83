import { describe, expect, it } from 'vitest'
import {
  type Batch,
  batchCan,
  batchRemainingFor,
  batchStatusOf,
  type DeviceStatus,
  deviceCan,
  deviceStatusAfter,
  orderStatusOf,
  refundReasonOf,
} from './device-state.ts'

const owner = '0xabababababababababababababababababababab'
const ownerInCapitals = '0xABABABABABABABABABABABABABABABABABABABAB'
const other = `0x${'22'.repeat(20)}` as const
const device = (status: DeviceStatus) => ({ status, owner }) as const
const statuses: DeviceStatus[] = ['ordered', 'shipped', 'activated', 'refunded']

describe('deviceCan', () => {
  it('lets the owner take the money back until it ships, and nobody else', () => {
    expect(statuses.map((status) => deviceCan.refund(device(status), ownerInCapitals))).toEqual([
      true,
      'DEVICE_ALREADY_SHIPPED',
      'DEVICE_ALREADY_SHIPPED',
      'DEVICE_ALREADY_REFUNDED',
    ])
    expect(deviceCan.refund(device('ordered'), other)).toBe('DEVICE_NOT_YOURS')
  })

  it.each(['ship', 'cancel'] as const)('lets the fulfiller %s until it ships', (action) => {
    expect(statuses.map((status) => deviceCan[action](device(status), true))).toEqual([
      true,
      'DEVICE_ALREADY_SHIPPED',
      'DEVICE_ALREADY_SHIPPED',
      'DEVICE_ALREADY_REFUNDED',
    ])
    expect(deviceCan[action](device('ordered'), false)).toBe('DEVICE_NOT_FULFILLER')
  })

  it('lets the fulfiller correct a key between shipping and activation', () => {
    expect(statuses.map((status) => deviceCan.correctShipment(device(status), true))).toEqual([
      'DEVICE_NOT_SHIPPED',
      true,
      'DEVICE_ALREADY_ACTIVATED',
      'DEVICE_ALREADY_REFUNDED',
    ])
    expect(deviceCan.correctShipment(device('shipped'), false)).toBe('DEVICE_NOT_FULFILLER')
  })

  it('lets the owner activate once shipped, and again', () => {
    expect(statuses.map((status) => deviceCan.activate(device(status), owner))).toEqual([
      'DEVICE_NOT_SHIPPED',
      true,
      true,
      'DEVICE_ALREADY_REFUNDED',
    ])
    expect(deviceCan.activate(device('shipped'), other)).toBe('DEVICE_NOT_YOURS')
  })

  it('lets the owner sell it on as long as its token exists', () => {
    expect(statuses.map((status) => deviceCan.sellOn(device(status), owner))).toEqual([
      true,
      true,
      true,
      'DEVICE_ALREADY_REFUNDED',
    ])
    expect(deviceCan.sellOn(device('ordered'), other)).toBe('DEVICE_NOT_YOURS')
  })
})

it('a step that only changes hands or key leaves the status', () => {
  for (const status of statuses) {
    expect(deviceStatusAfter(status, 'transferred')).toBe(status)
    expect(deviceStatusAfter(status, 'key-corrected')).toBe(status)
  }
  expect(deviceStatusAfter('activated', 'reactivated')).toBe('activated')
  expect(deviceStatusAfter('ordered', 'refunded')).toBe('refunded')
})

it('an order stands where its least advanced device does', () => {
  const none = { ordered: 0, shipped: 0, activated: 0, refunded: 0 }
  expect(orderStatusOf({ ...none, ordered: 1, shipped: 1, refunded: 1 })).toBe('ordered')
  expect(orderStatusOf({ ...none, shipped: 1, activated: 3 })).toBe('shipped')
  expect(orderStatusOf({ ...none, activated: 1, refunded: 3 })).toBe('activated')
  expect(orderStatusOf({ ...none, refunded: 2 })).toBe('refunded')
})

it('knows the refund reasons of the contract and no others', () => {
  expect([0, 1, 2, 3].map(refundReasonOf)).toEqual([
    undefined,
    'DEVICE_REFUND_REQUESTED',
    'DEVICE_SELLER_CANCELLED',
    undefined,
  ])
})

describe('batches', () => {
  const batch: Batch = {
    supply: 10,
    sold: 4,
    capPerWallet: 3,
    unitPriceWei: 5n,
    opensAt: new Date(1_000),
    closesAt: new Date(2_000),
    isPaused: false,
  }
  const now = new Date(1_500)

  it('open from opensAt until closesAt, while any are left and sales are not paused', () => {
    expect(batchStatusOf(batch, new Date(999))).toBe('upcoming')
    expect(batchStatusOf(batch, new Date(1_000))).toBe('open')
    expect(batchStatusOf(batch, new Date(1_999))).toBe('open')
    expect(batchStatusOf(batch, new Date(2_000))).toBe('closed')
    expect(batchStatusOf({ ...batch, sold: 10 }, now)).toBe('sold-out')
    expect(batchStatusOf({ ...batch, isPaused: true }, now)).toBe('paused')
    expect(batchStatusOf({ ...batch, sold: 10, isPaused: true }, now)).toBe('sold-out')
    expect(batchStatusOf({ ...batch, isPaused: true }, new Date(2_000))).toBe('closed')
  })

  it('leaves a wallet what cap and stock both allow', () => {
    expect(batchRemainingFor(batch, 1)).toBe(2)
    expect(batchRemainingFor(batch, 5)).toBe(0)
    expect(batchRemainingFor({ ...batch, sold: 9 }, 0)).toBe(1)
  })

  it('says why a purchase would be refused', () => {
    const buy = (quantity: number, bought = 0, balanceWei?: bigint, of = batch) =>
      batchCan.buy(of, { quantity, bought, balanceWei }, now)
    expect(buy(3, 0, 15n)).toBe(true)
    expect(buy(3)).toBe(true)
    expect(buy(3, 0, 14n)).toBe('BATCH_ABOVE_BALANCE')
    expect(buy(0)).toBe('BATCH_QUANTITY_ZERO')
    expect(buy(1.5)).toBe('BATCH_QUANTITY_ZERO')
    expect(buy(1, 3)).toBe('BATCH_CAP_REACHED')
    expect(buy(2, 2)).toBe('BATCH_CAP_EXCEEDED')
    expect(buy(2, 0, 100n, { ...batch, sold: 9 })).toBe('BATCH_NOT_ENOUGH_STOCK')
    expect(buy(1, 0, 100n, { ...batch, sold: 10 })).toBe('BATCH_SOLD_OUT')
    expect(buy(1, 0, 100n, { ...batch, isPaused: true })).toBe('BATCH_PAUSED')
  })
})
