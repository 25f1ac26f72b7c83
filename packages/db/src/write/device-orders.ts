import type { Address, Hex } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { weiToDb } from '../wei.ts'
import { hexToDb } from './hex.ts'

/** orderedAt in seconds. */
export type PlacedOrder = {
  id: bigint
  buyer: Address
  batchId: number
  quantity: number
  firstTokenId: bigint
  unitPriceWei: bigint
  blockNumber: bigint
  orderedAt: number
  txHash: Hex
}

export async function insertOrders(tx: Client, orders: readonly PlacedOrder[]): Promise<void> {
  if (orders.length === 0) return
  await tx.query({
    name: 'insert-device-orders',
    text: `INSERT INTO device_order (id, buyer, batch_id, quantity, first_token_id, unit_price_wei, block_number,
             ordered_at, tx_hash)
           SELECT id, buyer, batch, quantity, first_token, price, block, to_timestamp(ordered_at), tx
           FROM unnest($1::bigint[], $2::bytea[], $3::int[], $4::int[], $5::bigint[], $6::numeric[], $7::bigint[],
             $8::bigint[], $9::bytea[]) AS o(id, buyer, batch, quantity, first_token, price, block, ordered_at, tx)`,
    values: [
      orders.map(({ id }) => id),
      orders.map(({ buyer }) => hexToDb(buyer)),
      orders.map(({ batchId }) => batchId),
      orders.map(({ quantity }) => quantity),
      orders.map(({ firstTokenId }) => firstTokenId),
      orders.map(({ unitPriceWei }) => weiToDb(unitPriceWei)),
      orders.map(({ blockNumber }) => blockNumber),
      orders.map(({ orderedAt }) => orderedAt),
      orders.map(({ txHash }) => hexToDb(txHash)),
    ],
  })
}

/** Their devices must be gone before. */
export async function deleteOrders(tx: Client, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query('DELETE FROM device_order WHERE id = ANY($1::bigint[])', [ids])
}
