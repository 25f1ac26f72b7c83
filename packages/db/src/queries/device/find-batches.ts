import type { DeviceCounts } from '@network3/core/device-state'
import type { Address, Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'
import { type CountsRow, countsFromRow } from './device-row.ts'

export type DeviceBatch = {
  id: number
  unitPriceWei: bigint
  supply: number
  /** Paid and not refunded. */
  sold: number
  capPerWallet: number
  opensAt: Date
  closesAt: Date
  createdAt: Date
  updatedAt: Date
  updatedTx: Hex
  counts: DeviceCounts
  /** Bought by the wallet asked for and not refunded; null where none was. */
  bought: number | null
}

type Row = CountsRow & {
  id: number
  unit_price_wei: string
  supply: bigint
  cap_per_wallet: bigint
  opens_at: Date
  closes_at: Date
  created_at: Date
  updated_at: Date
  updated_tx: Buffer
  bought: number | null
}

/** $1: the wallet, or null. A wallet's orders of one batch are bounded by its cap, but for those refunded. */
const SELECT = `SELECT b.*, CASE WHEN $1::bytea IS NOT NULL THEN (
    SELECT count(*)::int FROM device_order o JOIN device d ON d.order_id = o.id
    WHERE o.buyer = $1 AND o.batch_id = b.id AND d.status <> 'refunded'
  ) END AS bought FROM device_batch b`

/** Batches, the newest first. */
export async function findBatches(
  db: Db,
  params: { limit: number; wallet?: Address | undefined; before?: number | undefined },
): Promise<DeviceBatch[]> {
  const { limit, wallet, before } = params
  const { rows } = await db.query<Row>({
    name: before === undefined ? 'find-batches' : 'find-batches-before',
    text: `${SELECT} ${before === undefined ? '' : 'WHERE b.id < $3'} ORDER BY b.id DESC LIMIT $2`,
    values: [walletToDb(wallet), limit, ...(before === undefined ? [] : [before])],
  })
  return rows.map(batchFromRow)
}

export async function getBatch(
  db: Db,
  params: { id: number; wallet?: Address | undefined },
): Promise<DeviceBatch | undefined> {
  const { rows } = await db.query<Row>({
    name: 'get-batch',
    text: `${SELECT} WHERE b.id = $2`,
    values: [walletToDb(params.wallet), params.id],
  })
  return rows[0] === undefined ? undefined : batchFromRow(rows[0])
}

function walletToDb(wallet: Address | undefined): Buffer | null {
  return wallet === undefined ? null : hexToDb(wallet)
}

function batchFromRow(row: Row): DeviceBatch {
  const counts = countsFromRow(row)
  return {
    id: row.id,
    unitPriceWei: weiFromDb(row.unit_price_wei),
    supply: Number(row.supply),
    sold: counts.ordered + counts.shipped + counts.activated,
    capPerWallet: Number(row.cap_per_wallet),
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedTx: hexFromDb(row.updated_tx),
    counts,
    bought: row.bought,
  }
}
