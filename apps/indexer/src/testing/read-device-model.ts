import type { Address, Hex } from '@network3/core/hex'
import type { Client } from '@network3/db/pool'
import type { DeviceModel } from './device-model.ts'

const hex = (bytes: Buffer): Hex => `0x${bytes.toString('hex')}`
const hexOrNull = (bytes: Buffer | null): Address | null => (bytes === null ? null : hex(bytes))

/** What the store's tables say, in the shape of the model; counts that follow from devices are checked on the way. */
export async function readDeviceModel(tx: Client): Promise<DeviceModel> {
  const { rows: sales } = await tx.query<{
    paused: boolean
    held: string
    proceeds: string
    withdrawn: string
  }>(
    `SELECT pause_count = 1 AS paused, held_wei AS held, proceeds_wei AS proceeds, withdrawn_wei AS withdrawn
     FROM device_sale`,
  )
  const [sale] = sales
  if (sale === undefined) throw new Error('The row of the sale is gone.')
  return {
    isPaused: sale.paused,
    held: BigInt(sale.held),
    proceeds: BigInt(sale.proceeds),
    withdrawn: BigInt(sale.withdrawn),
    batches: await readBatches(tx),
    orders: await readOrders(tx),
    devices: await readDevices(tx),
  }
}

async function readBatches(tx: Client): Promise<DeviceModel['batches']> {
  const { rows } = await tx.query<{
    id: number
    price: string
    supply: bigint
    cap: bigint
    closes_at: Date
    sold: number
    is_consistent: boolean
  }>(`SELECT id, unit_price_wei AS price, supply, cap_per_wallet AS cap, closes_at,
        ordered_count + shipped_count + activated_count AS sold,
        (ordered_count, shipped_count, activated_count, refunded_count) = (
          SELECT count(*) FILTER (WHERE status = 'ordered'), count(*) FILTER (WHERE status = 'shipped'),
            count(*) FILTER (WHERE status = 'activated'), count(*) FILTER (WHERE status = 'refunded')
          FROM device d WHERE d.batch_id = b.id
        ) AS is_consistent
      FROM device_batch b`)
  const wrong = rows.filter((row) => !row.is_consistent)
  if (wrong.length > 0) throw new Error(`Batches whose counts are wrong: ${wrong.map(({ id }) => id)}`)
  return new Map(
    rows.map(({ id, price, supply, cap, closes_at, sold }) => [
      id,
      {
        ...{ price: BigInt(price), supply: Number(supply), cap: Number(cap), sold },
        closesAt: closes_at.getTime() / 1000,
      },
    ]),
  )
}

async function readOrders(tx: Client): Promise<DeviceModel['orders']> {
  const { rows } = await tx.query<{
    id: bigint
    buyer: Buffer
    batch_id: number
    quantity: number
    price: string
  }>('SELECT id, buyer, batch_id, quantity, unit_price_wei AS price FROM device_order')
  return new Map(
    rows.map(({ id, buyer, batch_id: batchId, quantity, price }) => [
      id,
      { buyer: hex(buyer), batchId, quantity, price: BigInt(price) },
    ]),
  )
}

async function readDevices(tx: Client): Promise<DeviceModel['devices']> {
  const { rows } = await tx.query<{
    token_id: bigint
    order_id: bigint
    owner: Buffer
    status: string
    reason: string
    key_commitment: Buffer | null
    device_key: Buffer | null
    node: Buffer | null
    steps: bigint
  }>(`SELECT d.*, (SELECT count(*) FROM device_event e WHERE e.token_id = d.token_id) AS steps FROM device d`)
  return new Map(
    rows.map((row) => [
      row.token_id,
      {
        ...{ orderId: row.order_id, owner: hex(row.owner), status: row.status, reason: row.reason },
        commitment: hexOrNull(row.key_commitment),
        ...{ key: hexOrNull(row.device_key), node: hexOrNull(row.node), steps: Number(row.steps) },
      },
    ]),
  )
}
