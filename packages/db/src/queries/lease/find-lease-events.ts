import type { Hex } from '@network3/core/hex'
import type { LeaseReasonCode } from '@network3/core/lease-reasons'
import type { Db } from '../../pool.ts'
import { weiFromDb, weiToDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'
import type { LeaseEventType } from '../../write/lease-events.ts'
import type { EventPlace } from '../event/find-events.ts'

export type LeaseEventRow = EventPlace & {
  type: LeaseEventType
  reason: LeaseReasonCode
  minedAt: Date
  txHash: Hex
  units: bigint | null
  amountWei: bigint | null
}

type Row = {
  block_number: bigint
  log_index: number
  type: LeaseEventType
  reason: LeaseReasonCode
  mined_at: Date
  tx_hash: Buffer
  units: string | null
  amount_wei: string | null
}

/** The steps of a lease, newest first. */
export async function findLeaseEvents(
  db: Db,
  params: { lease: bigint; limit: number; before?: EventPlace | undefined },
): Promise<LeaseEventRow[]> {
  const { lease, limit, before } = params
  const { rows } = await db.query<Row>({
    name: before === undefined ? 'find-lease-events' : 'find-lease-events-before',
    text: `SELECT block_number, log_index, type, reason, mined_at, tx_hash, units, amount_wei FROM lease_event
           WHERE lease_id = $1 ${before === undefined ? '' : 'AND (block_number, log_index) < ($3, $4)'}
           ORDER BY block_number DESC, log_index DESC LIMIT $2`,
    values: [weiToDb(lease), limit, ...(before === undefined ? [] : [before.blockNumber, before.logIndex])],
  })
  return rows.map((row) => ({
    ...{ blockNumber: row.block_number, logIndex: row.log_index, type: row.type, reason: row.reason },
    ...{ minedAt: row.mined_at, txHash: hexFromDb(row.tx_hash) },
    units: row.units === null ? null : weiFromDb(row.units),
    amountWei: row.amount_wei === null ? null : weiFromDb(row.amount_wei),
  }))
}
