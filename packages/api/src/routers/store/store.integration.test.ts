import { batchCan } from '@network3/core/device-state'
import { addToSale } from '@network3/db/write/device-sale'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { buyerA, buyerB, commitments, deviceKey, PRICES } from '../../testing/seed-devices.ts'
import { N3, nodeAddress, operatorAddress, TIP_NUMBER, testDeployment } from '../../testing/test-actors.ts'

let api: TestApi
let empty: TestApi
beforeAll(async () => {
  api = await createTestApi()
  empty = await createTestApi({ empty: true })
})
afterAll(async () => {
  await api.close()
  await empty.close()
})

const stranger = `0x${'99'.repeat(20)}`
type Page<Item> = { items: Item[]; nextCursor: string | null }

/** Every item of a list, two at a time. */
async function readAll<Item>(find: (page: { limit: number; cursor?: string }) => Promise<Page<Item>>) {
  const items: Item[] = []
  let cursor: string | null | undefined
  do {
    const page = await find({ limit: 2, ...(cursor && { cursor }) })
    expect(page.items.length).toBeLessThanOrEqual(2)
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return items
}

test('before the first block every procedure says that nothing was indexed', async () => {
  const { store } = empty.caller
  const calls = [
    () => store.getSale({}),
    () => store.findBatches({}),
    () => store.getBatch({ batchId: 1 }),
    () => store.findOrders({ buyer: buyerA }),
    () => store.getOrder({ orderId: '1' }),
    () => store.findDevices({ owner: buyerA }),
    () => store.getDevice({ tokenId: '1' }),
    () => store.findFulfilment({}),
  ]
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
})

test('store.getSale tells the money, the switch and the devices by status', async () => {
  const { deviceSale, edgeDevice } = testDeployment.contracts
  expect(await api.caller.store.getSale({})).toMatchObject({
    ...{ deviceSale, edgeDevice, isPaused: false, batchCount: 4 },
    ...{ heldWei: String(2n * PRICES[0] + 6n * PRICES[1]), proceedsWei: String(PRICES[0]) },
    counts: { ordered: 8, shipped: 1, activated: 1, refunded: 2 },
    asOf: { blockNumber: TIP_NUMBER },
  })
})

describe('store.findBatches', () => {
  test('gives every batch once, newest first, with its status and reason', async () => {
    const batches = await readAll((page) => api.caller.store.findBatches(page))
    expect(batches.map(({ batchId, status, reason }) => [batchId, status, reason.code])).toEqual([
      [4, 'closed', 'BATCH_CLOSED'],
      [3, 'upcoming', 'BATCH_UPCOMING'],
      [2, 'open', 'BATCH_OPEN'],
      [1, 'sold-out', 'BATCH_SOLD_OUT'],
    ])
    expect(batches[3]).toMatchObject({
      ...{ unitPriceWei: String(PRICES[0]), supply: 4, sold: 4, available: 0, wallet: null },
      counts: { ordered: 2, shipped: 1, activated: 1, refunded: 1 },
    })
  })

  test('tells what cap and stock leave a wallet, refunds given back', async () => {
    const { items } = await api.caller.store.findBatches({ wallet: buyerA })
    expect(items.map(({ wallet }) => wallet)).toEqual([
      { bought: 0, remaining: 8 },
      { bought: 0, remaining: 8 },
      { bought: 6, remaining: 2 },
      // Sold on is still bought; sold out leaves nothing.
      { bought: 2, remaining: 0 },
    ])
  })

  test('refuses a cursor of another list', async () => {
    const { nextCursor } = await api.caller.store.findFulfilment({ limit: 1 })
    const call = api.caller.store.findBatches({ cursor: nextCursor ?? '' })
    await expect(call).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('store.getBatch', () => {
  test('gives one batch as the list does, and what a page needs to decide about buying', async () => {
    const batch = await api.caller.store.getBatch({ batchId: 2, wallet: buyerA })
    const { items } = await api.caller.store.findBatches({ wallet: buyerA })
    expect(batch).toEqual({ ...items[2], asOf: expect.anything() })
    const answer = batchCan.buy(
      {
        ...{ supply: batch.supply, sold: batch.sold, capPerWallet: batch.capPerWallet, isPaused: false },
        ...{ opensAt: new Date(batch.opensAt), closesAt: new Date(batch.closesAt) },
        unitPriceWei: BigInt(batch.unitPriceWei),
      },
      { quantity: 3, bought: batch.wallet?.bought ?? 0, balanceWei: 10_000n * N3 },
      new Date(batch.asOf.minedAt),
    )
    expect(answer).toBe('BATCH_CAP_EXCEEDED')
  })

  test('is not found for a batch never made, and refuses what is no id', async () => {
    const { store } = api.caller
    await expect(store.getBatch({ batchId: 5 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    for (const batchId of [0, -1, 1.5, 2 ** 31]) {
      await expect(store.getBatch({ batchId })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    }
  })

  test('is paused while the guardian has stopped sales', async () => {
    const pause = (paused: number) =>
      api.writer.transaction((tx) =>
        addToSale(tx, { paused, heldWei: 0n, proceedsWei: 0n, withdrawnWei: 0n }),
      )
    await pause(1)
    const { status, reason } = await api.caller.store.getBatch({ batchId: 2 })
    const closed = await api.caller.store.getBatch({ batchId: 4 })
    await pause(-1)
    expect([status, reason.code, closed.status]).toEqual(['paused', 'BATCH_PAUSED', 'closed'])
  })
})

describe('store.findOrders', () => {
  test("gives a buyer's orders once, newest first, also of devices sold on", async () => {
    const orders = await readAll((page) => api.caller.store.findOrders({ buyer: buyerA, ...page }))
    expect(orders.map(({ orderId }) => orderId)).toEqual(['9', '8', '7', '6', '5', '4', '3', '1'])
    expect(orders.at(-1)).toMatchObject({
      ...{ batchId: 1, quantity: 3, firstTokenId: '1', totalWei: String(3n * PRICES[0]) },
      // The shipped one is less far than the activated; the refunded does not count.
      ...{ status: 'shipped', counts: { ordered: 0, shipped: 1, activated: 1, refunded: 1 } },
    })
    expect(orders.at(-2)).toMatchObject({ status: 'refunded', reason: { code: 'ORDER_REFUNDED' } })
  })

  test('is empty for a stranger and refuses a mistyped address', async () => {
    expect((await api.caller.store.findOrders({ buyer: stranger })).items).toEqual([])
    const call = api.caller.store.findOrders({ buyer: '0x12' })
    await expect(call).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('store.getOrder', () => {
  test('gives its devices, each with its own steps and nobody else’s', async () => {
    const order = await api.caller.store.getOrder({ orderId: '1' })
    expect(order.devices.map(({ tokenId, status, reason }) => [tokenId, status, reason.code])).toEqual([
      ['1', 'activated', 'DEVICE_REACTIVATED'],
      ['2', 'shipped', 'DEVICE_KEY_CORRECTED'],
      ['3', 'refunded', 'DEVICE_REFUND_REQUESTED'],
    ])
    const kinds = order.devices.map(({ transitions }) => transitions.map(({ kind }) => kind))
    expect(kinds).toEqual([
      ['ordered', 'shipped', 'activated', 'reactivated', 'transferred'],
      ['ordered', 'shipped', 'key-corrected'],
      ['ordered', 'refunded'],
    ])
  })

  test('is not found for an order never placed', async () => {
    for (const orderId of ['10', '999999999999999999']) {
      const call = api.caller.store.getOrder({ orderId })
      await expect(call).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    for (const orderId of ['', '-1', '1.5', '1e3', '9'.repeat(19)]) {
      const call = api.caller.store.getOrder({ orderId })
      await expect(call).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    }
  })
})

describe('store.findDevices', () => {
  test('gives what an address holds now, newest token first, refunded ones by whom they paid back', async () => {
    const devices = await readAll((page) => api.caller.store.findDevices({ owner: buyerA, ...page }))
    expect(devices.map(({ tokenId }) => tokenId)).toEqual(['12', '11', '10', '9', '8', '7', '6', '3', '2'])
    const ofOperator = await api.caller.store.findDevices({ owner: operatorAddress(2) })
    expect(ofOperator.items).toMatchObject([{ tokenId: '1', buyer: expect.stringMatching(/^0xd0/i) }])
  })

  test('filters by status', async () => {
    const { items } = await api.caller.store.findDevices({ owner: buyerA, status: 'refunded' })
    expect(items.map(({ tokenId, reason }) => [tokenId, reason.code])).toEqual([
      ['6', 'DEVICE_SELLER_CANCELLED'],
      ['3', 'DEVICE_REFUND_REQUESTED'],
    ])
  })

  test('gives those of an order, lowest token first', async () => {
    const devices = await readAll((page) => api.caller.store.findDevices({ order: '1', ...page }))
    expect(devices.map(({ tokenId }) => tokenId)).toEqual(['1', '2', '3'])
  })

  test('wants an owner or an order, and not both', async () => {
    const { store } = api.caller
    await expect(store.findDevices({})).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const both = store.findDevices({ owner: buyerA, order: '1' })
    await expect(both).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('store.getDevice', () => {
  test('tells every step with the status and the owner afterwards', async () => {
    const device = await api.caller.store.getDevice({ tokenId: '1' })
    expect(device).toMatchObject({ status: 'activated', unitPriceWei: String(PRICES[0]) })
    expect(device.node?.toLowerCase()).toBe(nodeAddress(2, 0))
    expect(device.deviceKey?.toLowerCase()).toBe(deviceKey)
    const lines = device.transitions.map(({ kind, status, to }) => [kind, status, to.toLowerCase()])
    expect(lines).toEqual([
      ['ordered', 'ordered', buyerA],
      ['shipped', 'shipped', buyerA],
      ['activated', 'activated', buyerA],
      ['reactivated', 'activated', buyerA],
      ['transferred', 'activated', operatorAddress(2)],
    ])
    expect(device.transitions[3]?.previousNode?.toLowerCase()).toBe(nodeAddress(2, 9))
    expect(new Set(device.transitions.map(({ txHash }) => txHash)).size).toBe(5)
  })

  test('a corrected key leaves status and owner, and shows', async () => {
    const { transitions, keyCommitment } = await api.caller.store.getDevice({ tokenId: '2' })
    expect(keyCommitment).toBe(commitments[1])
    expect(transitions[2]).toMatchObject({
      ...{ kind: 'key-corrected', status: 'shipped', keyCommitment: commitments[1], amountWei: null },
      reason: { code: 'DEVICE_KEY_CORRECTED' },
    })
    expect(transitions[2]?.to.toLowerCase()).toBe(buyerA)
  })

  test('is not found for a token never made', async () => {
    const call = api.caller.store.getDevice({ tokenId: '13' })
    await expect(call).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const wrong = api.caller.store.getDevice({ tokenId: '0x1' })
    await expect(wrong).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

test('store.findFulfilment gives what waits, the longest first, and how many there are', async () => {
  const waiting = await readAll((page) => api.caller.store.findFulfilment(page))
  expect(waiting.map(({ tokenId }) => tokenId)).toEqual(['4', '5', '7', '8', '9', '10', '11', '12'])
  expect(waiting[0]?.owner.toLowerCase()).toBe(buyerB)
  expect((await api.caller.store.findFulfilment({ limit: 1 })).waiting).toBe(8)
})

test('operators.findNodes names the Edge device that runs a node', async () => {
  const { items } = await api.caller.operators.findNodes({ operator: operatorAddress(2) })
  expect(items.map(({ address, edgeTokenId }) => [address.toLowerCase(), edgeTokenId]).sort()).toEqual([
    [nodeAddress(2, 0), '1'],
    [nodeAddress(2, 1), null],
  ])
})
