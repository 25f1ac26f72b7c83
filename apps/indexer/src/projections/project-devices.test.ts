import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { Address, Hex } from '@network3/core/hex'
import { zeroAddress } from 'viem'
import { describe, expect, it } from 'vitest'
import { type Changes, createChanges } from './changes.ts'
import { describeDevice } from './describe-device.ts'
import { foldBatch } from './fold-batch.ts'
import { foldDevice } from './fold-device.ts'
import { projectEvent } from './project-event.ts'

const address = (digit: string): Address => `0x${digit.repeat(40)}`
const hash = (digit: string): Hex => `0x${digit.repeat(64)}`
const [alice, bob, node, deviceKey] = [address('a'), address('b'), address('c'), address('d')]

type StoreEvent = Extract<ContractEvent, { contract: 'device-sale' | 'edge-device' }>

/** Projects events of one transaction each, or of the transaction named beside them. */
function project(...list: readonly (readonly [event: StoreEvent, tx?: string])[]): Changes {
  const changes = createChanges()
  list.forEach(([event, tx], logIndex) => {
    const place = {
      blockNumber: 9n,
      logIndex,
      minedAt: 1_000 + logIndex,
      txHash: hash(tx ?? String(logIndex)),
    }
    projectEvent(changes, event, place)
  })
  return changes
}

const bought: StoreEvent = {
  contract: 'device-sale',
  name: 'Bought',
  args: {
    ...{ orderId: 5n, batchId: 2, buyer: alice, quantity: 3, unitPrice: 10n, firstTokenId: 7n },
    ...{ sold: 3, boughtByWallet: 3, held: 30n },
  },
}
const shipped = (keyCommitment: Hex): StoreEvent => ({
  contract: 'device-sale',
  name: 'Shipped',
  args: { tokenId: 7n, orderId: 5n, owner: alice, keyCommitment, amount: 10n, held: 20n, proceeds: 10n },
})
const committed = (keyCommitment: Hex): StoreEvent => ({
  contract: 'edge-device',
  name: 'DeviceKeyCommitted',
  args: { tokenId: 7n, keyCommitment },
})
const refunded = (reason: number): StoreEvent => ({
  contract: 'device-sale',
  name: 'Refunded',
  args: { tokenId: 8n, orderId: 5n, owner: bob, amount: 10n, reason, sold: 2, held: 20n },
})
const transferred = (from: Address, to: Address): StoreEvent => ({
  contract: 'edge-device',
  name: 'Transfer',
  args: { from, to, tokenId: 7n },
})
const activated = (previousNode: Address): StoreEvent => ({
  contract: 'edge-device',
  name: 'DeviceActivated',
  args: { tokenId: 7n, owner: alice, node, deviceKey, previousNode },
})
const kindsOf = ({ deviceEvents }: Changes) => deviceEvents.map(({ tokenId, kind }) => [tokenId, kind])

describe('the projection of the store', () => {
  it('makes an order of consecutive devices and holds their price', () => {
    const changes = project([transferred(zeroAddress, alice)], [bought])
    expect(kindsOf(changes)).toEqual([
      [7n, 'ordered'],
      [8n, 'ordered'],
      [9n, 'ordered'],
    ])
    expect(changes.deviceOrders).toMatchObject([{ id: 5n, batchId: 2, quantity: 3, orderedAt: 1_001 }])
    expect(changes.sale).toMatchObject({ heldWei: 30n, proceedsWei: 0n })
  })

  it('tells shipping once, in whichever order its two events come', () => {
    for (const [first, second] of [
      [committed(hash('1')), shipped(hash('1'))],
      [shipped(hash('1')), committed(hash('1'))],
    ] as const) {
      const changes = project([bought], [first, 'e'], [second, 'e'])
      expect(kindsOf(changes).slice(3)).toEqual([[7n, 'shipped']])
      expect(changes.sale).toMatchObject({ heldWei: 20n, proceedsWei: 10n })
    }
  })

  it('tells a correction, be it in a transaction of its own or in that of the shipping', () => {
    const later = project([committed(hash('1')), 'e'], [shipped(hash('1')), 'e'], [committed(hash('2'))])
    expect(kindsOf(later)).toEqual([
      [7n, 'shipped'],
      [7n, 'key-corrected'],
    ])
    const same = project([committed(hash('1')), 'e'], [shipped(hash('1')), 'e'], [committed(hash('2')), 'e'])
    expect(same.deviceEvents.map(({ keyCommitment }) => keyCommitment)).toEqual([hash('1'), hash('2')])
  })

  it('carries who gave a device back, and refuses to guess at a reason the contract has not', () => {
    const reasons = [1, 2].map((reason) => project([refunded(reason)]).deviceEvents[0])
    expect(reasons).toMatchObject([
      { kind: 'refunded', reason: 'DEVICE_REFUND_REQUESTED', to: bob, amountWei: 10n },
      { kind: 'refunded', reason: 'DEVICE_SELLER_CANCELLED', to: bob },
    ])
    expect(project([refunded(1)]).sale.heldWei).toBe(-10n)
    expect(() => project([refunded(3)])).toThrow(expect.objectContaining({ code: 'LOG_UNDECODABLE' }))
  })

  it('tells a second activation from the first by the node before it', () => {
    const { deviceEvents } = project([activated(zeroAddress)], [activated(bob)])
    expect(deviceEvents).toMatchObject([
      { kind: 'activated', previousNode: null },
      { kind: 'reactivated', previousNode: bob },
    ])
  })

  it('leaves minting and burning to the purchase and the refund', () => {
    expect(
      project([transferred(zeroAddress, alice)], [transferred(alice, zeroAddress)]).deviceEvents,
    ).toEqual([])
    expect(project([transferred(alice, bob)]).deviceEvents).toMatchObject([{ from: alice, to: bob }])
  })

  it('sums withdrawals and the switch', () => {
    const paused = (name: 'Paused' | 'Unpaused'): StoreEvent => ({
      contract: 'device-sale',
      name,
      args: { account: bob },
    })
    const withdrawn: StoreEvent = {
      contract: 'device-sale',
      name: 'ProceedsWithdrawn',
      args: { treasury: bob, amount: 4n },
    }
    expect(project([paused('Paused')], [withdrawn]).sale).toEqual({
      ...{ paused: 1, heldWei: 0n, proceedsWei: -4n, withdrawnWei: 4n },
    })
    expect(project([paused('Paused')], [paused('Unpaused')]).sale.paused).toBe(0)
  })
})

describe('foldDevice', () => {
  const { deviceEvents } = project(
    [bought],
    [shipped(hash('1'))],
    [transferred(alice, bob)],
    [committed(hash('2'))],
    [activated(zeroAddress)],
    [transferred(alice, bob)],
  )
  const states = deviceEvents
    .filter(({ tokenId }) => tokenId === 7n)
    .map((_, index, own) => own.slice(0, index + 1).reduce(foldDevice, undefined))

  it('goes through the states of a device, and keeps the reason while it only changes hands', () => {
    expect(states.map((state) => [state?.status, state?.reason, state?.owner])).toEqual([
      ['ordered', 'DEVICE_PAID', alice],
      ['shipped', 'DEVICE_SHIPPED', alice],
      ['shipped', 'DEVICE_SHIPPED', bob],
      ['shipped', 'DEVICE_KEY_CORRECTED', bob],
      ['activated', 'DEVICE_ACTIVATED', alice],
      ['activated', 'DEVICE_ACTIVATED', bob],
    ])
    expect(states.at(-1)).toMatchObject({
      ...{ orderId: 5n, shippedAt: 1_001, activatedAt: 1_004, refundedAt: null },
      ...{ keyCommitment: hash('2'), deviceKey, node },
    })
  })

  it('stops at a step of a device that nobody ordered', () => {
    const fold = () => deviceEvents.slice(3).reduce(foldDevice, undefined)
    expect(fold).toThrow(expect.objectContaining({ code: 'PROJECTION_BROKEN' }))
  })
})

it('foldBatch keeps when a batch was made, and the last second of the year 9999 for any later time', () => {
  const set = (unitPrice: bigint, closesAt: bigint): StoreEvent => ({
    contract: 'device-sale',
    name: 'BatchSet',
    args: { batchId: 2, unitPrice, supply: 4, capPerWallet: 1, opensAt: 5n, closesAt, sold: 0 },
  })
  const place = (minedAt: number) => ({ blockNumber: 1n, logIndex: 0, minedAt, txHash: hash('f') })
  const made = foldBatch(undefined, set(10n, 60n), place(1_000))
  expect(foldBatch(made, set(11n, 2n ** 64n - 1n), place(2_000))).toMatchObject({
    ...{ id: 2, unitPriceWei: 11n, opensAt: 5, closesAt: 253_402_300_799 },
    ...{ createdAt: 1_000, updatedAt: 2_000 },
  })
})

it('describeDevice names a buyer as an account, and only whoever runs the node as operator', () => {
  expect(describeDevice(bought)).toEqual({
    operator: null,
    account: alice,
    node: null,
    amountWei: 30n,
  })
  expect(describeDevice(activated(zeroAddress))).toMatchObject({ operator: alice, node })
})
