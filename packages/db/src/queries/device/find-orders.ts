import type { DeviceCounts } from '@network3/core/device-state'
import type { Address, Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'
import { type CountsRow, countsFromRow } from './device-row.ts'

export type DeviceOrder = {
  id: bigint
  buyer: Address
  batchId: number
  quantity: number
  firstTokenId: bigint
  unitPriceWei: bigint
  blockNumber: bigint
  orderedAt: Date
  txHash: Hex
  counts: DeviceCounts
}

type Row = CountsRow & {
  id: bigint
  buyer: Buffer
  batch_id: number
  quantity: number
  first_token_id: bigint
  unit_price_wei: string
  block_number: bigint
  ordered_at: Date
  tx_hash: Buffer
}

const statuses = ['ordered', 'shipped', 'activated', 'refunded'] as const

/** An order has as many devices as its batch allows a wallet, so they are counted as they are asked for. */
const SELECT = `SELECT o.*, c.* FROM device_order o CROSS JOIN LATERAL (
    SELECT ${statuses.map((status) => `(count(*) FILTER (WHERE d.status = '${status}'))::int AS ${status}_count`).join(', ')}
    FROM device d WHERE d.order_id = o.id
  ) AS c`

/** The orders of a buyer, newest first. */
export async function findOrders(
  db: Db,
  params: { buyer: Address; limit: number; before?: bigint | undefined },
): Promise<DeviceOrder[]> {
  const { buyer, limit, before } = params
  const { rows } = await db.query<Row>({
    name: before === undefined ? 'find-device-orders' : 'find-device-orders-before',
    text: `${SELECT} WHERE o.buyer = $1 ${before === undefined ? '' : 'AND o.id < $3'} ORDER BY o.id DESC LIMIT $2`,
    values: [hexToDb(buyer), limit, ...(before === undefined ? [] : [before])],
  })
  return rows.map(orderFromRow)
}

export async function getOrder(db: Db, id: bigint): Promise<DeviceOrder | undefined> {
  const { rows } = await db.query<Row>({
    name: 'get-device-order',
    text: `${SELECT} WHERE o.id = $1`,
    values: [id],
  })
  return rows[0] === undefined ? undefined : orderFromRow(rows[0])
}

function orderFromRow(row: Row): DeviceOrder {
  return {
    id: row.id,
    buyer: hexFromDb(row.buyer),
    batchId: row.batch_id,
    quantity: row.quantity,
    firstTokenId: row.first_token_id,
    unitPriceWei: weiFromDb(row.unit_price_wei),
    blockNumber: row.block_number,
    orderedAt: row.ordered_at,
    txHash: hexFromDb(row.tx_hash),
    counts: countsFromRow(row),
  }
}
