import type { Address, Hex } from '@network3/core/hex'
import { type BatchState, setBatches } from '@network3/db/write/device-batches'
import { type DeviceEventRow, insertDeviceEvents } from '@network3/db/write/device-events'
import { insertOrders } from '@network3/db/write/device-orders'
import { addToSale } from '@network3/db/write/device-sale'
import { type DeviceState, setDevices } from '@network3/db/write/devices'
import type { Writer } from '@network3/db/write/open-writer'
import { delegatorAddress, N3, nodeAddress, operatorAddress, TIP_AT, txHash } from './test-actors.ts'

/** Buys order 1 and orders 3 to 9. */
export const buyerA = delegatorAddress(0x51)
/** Buys order 2. */
export const buyerB = delegatorAddress(0x52)
export const PRICES = [300n * N3, 450n * N3, 380n * N3, 200n * N3] as const
export const deviceKey: Address = `0x${'de'.repeat(20)}`
export const commitments: readonly Hex[] = [`0x${'c1'.repeat(32)}`, `0x${'c2'.repeat(32)}`]

/** Batch 1 is sold out, 2 is on sale, 3 not yet and 4 no more. */
function batchOf(id: number): BatchState {
  const windows = [
    [-1_000, 1_000],
    [-1_000, 1_000],
    [500, 1_000],
    [-1_000, -10],
  ] as const
  const [opens, closes] = windows[id - 1] ?? [0, 0]
  return {
    ...{ id, unitPriceWei: PRICES[id - 1] ?? 0n, supply: id === 1 ? 4 : 500, capPerWallet: id === 1 ? 3 : 8 },
    ...{ opensAt: TIP_AT + opens, closesAt: TIP_AT + closes },
    ...{ createdAt: TIP_AT - 2_000, updatedAt: TIP_AT - 1_500, updatedTx: txHash(id) },
  }
}

const nothing = {
  ...{ orderId: null, from: null, to: null, amountWei: null, keyCommitment: null },
  ...{ deviceKey: null, node: null, previousNode: null },
} as const

/** Steps of a device happen in blocks 60, 61, … */
function steps(tokenId: bigint, list: readonly Partial<DeviceEventRow>[]): DeviceEventRow[] {
  return list.map((step, index) => ({
    ...nothing,
    ...{ tokenId, blockNumber: BigInt(60 + index), logIndex: Number(tokenId), minedAt: TIP_AT - 40 + index },
    ...{ kind: 'ordered', reason: 'DEVICE_PAID', txHash: txHash(60 + index) },
    ...step,
  }))
}

function device(tokenId: bigint, orderId: bigint, owner: Address, state: Partial<DeviceState>): DeviceState {
  return {
    ...{ tokenId, orderId, owner, status: 'ordered', reason: 'DEVICE_PAID' },
    ...{ shippedAt: null, activatedAt: null, refundedAt: null },
    ...{ keyCommitment: null, deviceKey: null, node: null },
    ...state,
  }
}

function order(id: bigint, buyer: Address, batchId: number, firstTokenId: bigint, quantity: number) {
  return {
    ...{ id, buyer, batchId, firstTokenId, quantity, unitPriceWei: PRICES[batchId - 1] ?? 0n },
    ...{ blockNumber: 60n, orderedAt: TIP_AT - 40, txHash: txHash(60) },
  }
}

/**
 * Token 1 was activated by buyer A, reset, and sold on to operator 2, whose node 0 it runs; 2 shipped with a
 * corrected key; 3 was given back; 4 and 5 are buyer B's and wait. 6 was cancelled, 7 to 12 are buyer A's and wait.
 */
export async function seedDevices(writer: Writer): Promise<void> {
  const [first, second] = [commitments[0] ?? null, commitments[1] ?? null]
  const node = nodeAddress(2, 0)
  const paid = { to: buyerA, amountWei: PRICES[0], orderId: 1n }
  const later = Array.from({ length: 7 }, (_, index) => 6n + BigInt(index))
  await writer.transaction(async (tx) => {
    await setBatches(tx, [1, 2, 3, 4].map(batchOf))
    await insertOrders(tx, [
      order(1n, buyerA, 1, 1n, 3),
      order(2n, buyerB, 1, 4n, 2),
      ...later.map((tokenId) => order(tokenId - 3n, buyerA, 2, tokenId, 1)),
    ])
    await setDevices(tx, [
      device(1n, 1n, operatorAddress(2), {
        ...{
          status: 'activated',
          reason: 'DEVICE_REACTIVATED',
          shippedAt: TIP_AT - 39,
          activatedAt: TIP_AT - 37,
        },
        ...{ keyCommitment: first, deviceKey, node },
      }),
      device(2n, 1n, buyerA, {
        ...{ status: 'shipped', reason: 'DEVICE_KEY_CORRECTED', shippedAt: TIP_AT - 39 },
        keyCommitment: second,
      }),
      device(3n, 1n, buyerA, {
        ...{ status: 'refunded', reason: 'DEVICE_REFUND_REQUESTED', refundedAt: TIP_AT - 39 },
      }),
      device(4n, 2n, buyerB, {}),
      device(5n, 2n, buyerB, {}),
      device(6n, 3n, buyerA, {
        ...{ status: 'refunded', reason: 'DEVICE_SELLER_CANCELLED', refundedAt: TIP_AT - 39 },
      }),
      ...later.slice(1).map((tokenId) => device(tokenId, tokenId - 3n, buyerA, {})),
    ])
    await insertDeviceEvents(tx, [
      ...steps(1n, [
        paid,
        { kind: 'shipped', reason: 'DEVICE_SHIPPED', to: buyerA, keyCommitment: first, amountWei: PRICES[0] },
        { kind: 'activated', reason: 'DEVICE_ACTIVATED', to: buyerA, node: nodeAddress(2, 9), deviceKey },
        {
          ...{ kind: 'reactivated', reason: 'DEVICE_REACTIVATED', to: buyerA, node, deviceKey },
          previousNode: nodeAddress(2, 9),
        },
        { kind: 'transferred', reason: 'DEVICE_SOLD_ON', from: buyerA, to: operatorAddress(2) },
      ]),
      ...steps(2n, [
        paid,
        { kind: 'shipped', reason: 'DEVICE_SHIPPED', to: buyerA, keyCommitment: first, amountWei: PRICES[0] },
        { kind: 'key-corrected', reason: 'DEVICE_KEY_CORRECTED', keyCommitment: second },
      ]),
      ...steps(3n, [
        paid,
        { kind: 'refunded', reason: 'DEVICE_REFUND_REQUESTED', to: buyerA, amountWei: PRICES[0] },
      ]),
      ...[4n, 5n].flatMap((token) => steps(token, [{ ...paid, to: buyerB, orderId: 2n }])),
      ...later.flatMap((token) => steps(token, [{ to: buyerA, amountWei: PRICES[1], orderId: token - 3n }])),
    ])
    await addToSale(tx, {
      ...{
        paused: 0,
        heldWei: 2n * PRICES[0] + 6n * PRICES[1],
        proceedsWei: PRICES[0],
        withdrawnWei: PRICES[0],
      },
    })
  })
}
