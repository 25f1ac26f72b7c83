import { AppError } from '@network3/core/app-error'
import type { DeviceCounts } from '@network3/core/device-state'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { type CountsRow, countsFromRow } from './device-row.ts'

export type Sale = {
  isPaused: boolean
  heldWei: bigint
  proceedsWei: bigint
  batchCount: number
  counts: DeviceCounts
}

type Row = CountsRow & { is_paused: boolean; held_wei: string; proceeds_wei: string; batch_count: number }

const sums = ['ordered', 'shipped', 'activated', 'refunded'].map(
  (status) => `coalesce(sum(${status}_count), 0)::int AS ${status}_count`,
)

/** DeviceSale as a whole: its switch, its money, and its devices by status, summed over its few batches. */
export async function getSale(db: Db): Promise<Sale> {
  const { rows } = await db.query<Row>({
    name: 'get-sale',
    text: `SELECT s.pause_count = 1 AS is_paused, s.held_wei, s.proceeds_wei, c.*
           FROM device_sale s CROSS JOIN (SELECT count(*)::int AS batch_count, ${sums.join(', ')} FROM device_batch) AS c`,
  })
  const [row] = rows
  if (row === undefined) {
    throw new AppError('INTERNAL', 'The row that the migrations make for the sale is not there.')
  }
  return {
    isPaused: row.is_paused,
    heldWei: weiFromDb(row.held_wei),
    proceedsWei: weiFromDb(row.proceeds_wei),
    batchCount: row.batch_count,
    counts: countsFromRow(row),
  }
}
