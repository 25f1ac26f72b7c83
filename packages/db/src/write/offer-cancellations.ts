import type { Address } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { weiToDb } from '../wei.ts'
import { kindsOf, SELECT_EVENTS } from './event-history.ts'
import { type DbEvent, type EventRow, toEventRow } from './events.ts'
import { hexToDb } from './hex.ts'

/** `at` in seconds. */
export type CancelledNonce = { operator: Address; nonce: bigint; at: number }

/** Adds cancelled nonces; one that was cancelled before keeps its time. */
export async function addCancellations(tx: Client, cancelled: readonly CancelledNonce[]): Promise<void> {
  if (cancelled.length === 0) return
  await tx.query({
    name: 'add-offer-cancellations',
    text: `INSERT INTO offer_cancellation (operator, nonce, cancelled_at)
           SELECT operator, nonce, to_timestamp(at)
           FROM unnest($1::bytea[], $2::numeric[], $3::bigint[]) AS c(operator, nonce, at)
           ON CONFLICT (operator, nonce) DO NOTHING`,
    values: toColumns(cancelled),
  })
}

/** Sets below which nonce an operator's offers are all cancelled. One entry per operator. */
export async function setOfferFloors(tx: Client, floors: readonly CancelledNonce[]): Promise<void> {
  if (floors.length === 0) return
  await tx.query({
    name: 'set-offer-floors',
    text: `INSERT INTO offer_floor (operator, nonce, set_at)
           SELECT operator, nonce, to_timestamp(at)
           FROM unnest($1::bytea[], $2::numeric[], $3::bigint[]) AS f(operator, nonce, at)
           ON CONFLICT (operator) DO UPDATE SET nonce = excluded.nonce, set_at = excluded.set_at`,
    values: toColumns(floors),
  })
}

/** Forgets these nonces and floors; what remains of them is told again by the caller. */
export async function deleteCancellations(
  tx: Client,
  cancelled: readonly CancelledNonce[],
  operatorsWithFloor: readonly Address[],
): Promise<void> {
  await tx.query(
    `DELETE FROM offer_cancellation c USING unnest($1::bytea[], $2::numeric[]) AS k(operator, nonce)
     WHERE c.operator = k.operator AND c.nonce = k.nonce`,
    toColumns(cancelled).slice(0, 2),
  )
  await tx.query('DELETE FROM offer_floor WHERE operator = ANY($1::bytea[])', [
    operatorsWithFloor.map(hexToDb),
  ])
}

/** Every cancellation of these operators, oldest first; index event_cancellation_history. */
export async function findCancellationHistory(
  tx: Client,
  operators: readonly Address[],
): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-cancellation-history',
    text: `${SELECT_EVENTS}
           WHERE e.account = ANY($1::bytea[]) AND e.kind IN (${kindsOf('OfferCancelled', 'OffersCancelledBelow')})
           ORDER BY e.block_number, e.log_index`,
    values: [operators.map(hexToDb)],
  })
  return rows.map(toEventRow)
}

function toColumns(entries: readonly CancelledNonce[]) {
  return [
    entries.map((entry) => hexToDb(entry.operator)),
    entries.map((entry) => weiToDb(entry.nonce)),
    entries.map((entry) => entry.at),
  ]
}
