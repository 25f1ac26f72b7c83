import type { Address } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { byteaArray, int8Array, numericArray } from './binary-array.ts'
import { changeOperators, sumByOperator } from './operator-sums.ts'

/** What an operator earned or was paid in the hour that begins at `hour` (seconds). Negative when undone. */
export type HourDelta = { operator: Address; hour: number; earnedWei: bigint; paidWei: bigint }

/** The hour a moment belongs to, both in seconds. */
export function hourOf(seconds: number): number {
  return seconds - (seconds % 3600)
}

/**
 * Adds to what operators earned and were paid: by hour, and in all. The one place where either sum changes.
 * Hours in which nothing happened have no row.
 */
export async function addPayments(tx: Client, deltas: readonly HourDelta[]): Promise<void> {
  await addToHours(tx, deltas)
  await changeOperators(tx, sumByOperator(new Map(), deltas, []))
}

/** The hours alone: the caller sees to the sums. */
export async function addToHours(tx: Client, deltas: readonly HourDelta[]): Promise<void> {
  const hours = sumByHour(deltas).filter(({ earnedWei, paidWei }) => earnedWei !== 0n || paidWei !== 0n)
  if (hours.length === 0) return
  if (hours.every(({ earnedWei, paidWei }) => earnedWei >= 0n && paidWei >= 0n)) await growHours(tx, hours)
  else await changeHours(tx, hours)
}

/** In one pass, for what only grows. */
async function growHours(tx: Client, hours: readonly HourDelta[]): Promise<void> {
  await tx.query({
    name: 'grow-hours',
    text: `INSERT INTO operator_hour AS h (operator, hour, earned_wei, paid_wei)
           SELECT operator, to_timestamp(hour), earned, paid
           FROM unnest($1::bytea[], $2::bigint[], $3::numeric[], $4::numeric[]) AS d(operator, hour, earned, paid)
           ORDER BY operator, hour
           ON CONFLICT (operator, hour) DO UPDATE SET earned_wei = h.earned_wei + excluded.earned_wei,
             paid_wei = h.paid_wei + excluded.paid_wei`,
    values: toColumns(hours),
  })
}

/** Update first, as in balances.ts: INSERT … ON CONFLICT would hold the negative row it proposes against the check. */
async function changeHours(tx: Client, hours: readonly HourDelta[]): Promise<void> {
  const values = toColumns(hours)
  await tx.query({
    name: 'change-hours',
    text: `WITH delta AS (
             SELECT operator, to_timestamp(hour) AS hour, earned, paid
             FROM unnest($1::bytea[], $2::bigint[], $3::numeric[], $4::numeric[]) AS d(operator, hour, earned, paid)
           ), updated AS (
             UPDATE operator_hour h SET earned_wei = h.earned_wei + delta.earned, paid_wei = h.paid_wei + delta.paid
             FROM delta WHERE h.operator = delta.operator AND h.hour = delta.hour RETURNING h.operator, h.hour
           )
           INSERT INTO operator_hour (operator, hour, earned_wei, paid_wei)
           SELECT operator, hour, earned, paid FROM delta
           WHERE (operator, hour) NOT IN (SELECT operator, hour FROM updated)`,
    values,
  })
  await tx.query({
    name: 'drop-empty-hours',
    text: `DELETE FROM operator_hour h USING unnest($1::bytea[], $2::bigint[]) AS d(operator, hour)
           WHERE h.operator = d.operator AND h.hour = to_timestamp(d.hour) AND h.earned_wei = 0 AND h.paid_wei = 0`,
    values: values.slice(0, 2),
  })
}

/** One delta for each row: a statement that meets a row twice would change it once, or fail. */
function sumByHour(deltas: readonly HourDelta[]): HourDelta[] {
  const sums = new Map<string, HourDelta>()
  for (const delta of deltas) {
    const key = `${delta.operator}:${delta.hour}`
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { ...delta })
    else {
      sum.earnedWei += delta.earnedWei
      sum.paidWei += delta.paidWei
    }
  }
  return [...sums.values()]
}

function toColumns(deltas: readonly HourDelta[]): [Buffer, Buffer, Buffer, Buffer] {
  return [
    byteaArray(deltas.map(({ operator }) => operator)),
    int8Array(deltas.map(({ hour }) => hour)),
    numericArray(deltas.map(({ earnedWei }) => earnedWei)),
    numericArray(deltas.map(({ paidWei }) => paidWei)),
  ]
}
