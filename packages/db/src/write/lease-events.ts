import type { Hex } from '@network3/core/hex'
import type { LeaseReasonCode } from '@network3/core/lease-reasons'
import type { Client } from '../pool.ts'
import { weiFromDb, weiToDb } from '../wei.ts'
import { type DbEvent, type EventRow, toEventRow, wholeEvent } from './events.ts'
import { hexFromDb, hexToDb } from './hex.ts'

export type LeaseEventType =
  | 'opened'
  | 'redeemed'
  | 'closing'
  | 'closed'
  | 'usage-lodged'
  | 'usage-contested'
  | 'usage-settled'

/** One step of a lease. `slotsTaken` and `consumedUnits` are the offer's, afterwards, where the event carries them. */
export type LeaseStep = {
  blockNumber: bigint
  logIndex: number
  leaseId: bigint
  offerId: Hex
  /** Seconds. */
  minedAt: number
  txHash: Hex
  type: LeaseEventType
  reason: LeaseReasonCode
  units: bigint | null
  amountWei: bigint | null
  slotsTaken: number | null
  consumedUnits: bigint | null
}

const orNull = (value: bigint | null) => (value === null ? null : weiToDb(value))

export async function insertLeaseEvents(tx: Client, steps: readonly LeaseStep[]): Promise<void> {
  if (steps.length === 0) return
  await tx.query({
    name: 'insert-lease-events',
    text: `INSERT INTO lease_event (block_number, log_index, lease_id, offer_id, mined_at, tx_hash, type, reason, units,
             amount_wei, slots_taken, consumed_units)
           SELECT block_number, log_index, lease_id, offer_id, to_timestamp(mined_at), tx_hash, type, reason, units,
             amount, slots_taken, consumed
           FROM unnest($1::bigint[], $2::int[], $3::numeric[], $4::bytea[], $5::bigint[], $6::bytea[], $7::text[],
                       $8::text[], $9::numeric[], $10::numeric[], $11::bigint[], $12::numeric[])
             AS s(block_number, log_index, lease_id, offer_id, mined_at, tx_hash, type, reason, units, amount,
                  slots_taken, consumed)`,
    values: [
      steps.map((step) => step.blockNumber),
      steps.map((step) => step.logIndex),
      steps.map((step) => weiToDb(step.leaseId)),
      steps.map((step) => hexToDb(step.offerId)),
      steps.map((step) => step.minedAt),
      steps.map((step) => hexToDb(step.txHash)),
      steps.map((step) => step.type),
      steps.map((step) => step.reason),
      steps.map((step) => orNull(step.units)),
      steps.map((step) => orNull(step.amountWei)),
      steps.map((step) => step.slotsTaken),
      steps.map((step) => orNull(step.consumedUnits)),
    ],
  })
}

/** Removes every step above a block, and gives which leases and offers they were of. */
export async function deleteLeaseEventsAbove(
  tx: Client,
  blockNumber: bigint,
): Promise<{ leases: bigint[]; offers: Hex[] }> {
  const { rows } = await tx.query<{ lease_id: string; offer_id: Buffer }>({
    name: 'delete-lease-events-above',
    text: `WITH removed AS (DELETE FROM lease_event WHERE block_number > $1 RETURNING lease_id, offer_id)
           SELECT DISTINCT lease_id, offer_id FROM removed`,
    values: [blockNumber],
  })
  return {
    leases: rows.map((row) => weiFromDb(row.lease_id)),
    offers: [...new Set(rows.map((row) => hexFromDb(row.offer_id)))],
  }
}

/** The stored events of these leases, oldest first. */
export async function findLeaseHistory(tx: Client, leases: readonly bigint[]): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-lease-history',
    text: `SELECT ${wholeEvent} FROM lease_event l JOIN event e USING (block_number, log_index)
             JOIN block b ON b.number = e.block_number
           WHERE l.lease_id = ANY($1::numeric[]) ORDER BY e.block_number, e.log_index`,
    values: [leases.map(weiToDb)],
  })
  return rows.map(toEventRow)
}
