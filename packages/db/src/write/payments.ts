import type { Address } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { weiToDb } from '../wei.ts'
import { hexToDb } from './hex.ts'

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
  if (deltas.length === 0) return
  const values = [
    deltas.map((delta) => hexToDb(delta.operator)),
    deltas.map((delta) => delta.hour),
    deltas.map((delta) => weiToDb(delta.earnedWei)),
    deltas.map((delta) => weiToDb(delta.paidWei)),
  ]
  const delta = `delta AS (
    SELECT operator, to_timestamp(hour) AS hour, sum(earned) AS earned, sum(paid) AS paid
    FROM unnest($1::bytea[], $2::bigint[], $3::numeric[], $4::numeric[]) AS d(operator, hour, earned, paid)
    GROUP BY 1, 2)`
  // Update first, as in balances.ts: a proposed negative row would break the check.
  await tx.query({
    name: 'add-payments-by-hour',
    text: `WITH ${delta}, updated AS (
             UPDATE operator_hour h SET earned_wei = h.earned_wei + delta.earned, paid_wei = h.paid_wei + delta.paid
             FROM delta WHERE h.operator = delta.operator AND h.hour = delta.hour RETURNING h.operator, h.hour
           )
           INSERT INTO operator_hour (operator, hour, earned_wei, paid_wei)
           SELECT operator, hour, earned, paid FROM delta
           WHERE (earned <> 0 OR paid <> 0) AND (operator, hour) NOT IN (SELECT operator, hour FROM updated)`,
    values,
  })
  await tx.query({
    name: 'drop-empty-hours',
    text: `DELETE FROM operator_hour h USING unnest($1::bytea[], $2::bigint[]) AS d(operator, hour)
           WHERE h.operator = d.operator AND h.hour = to_timestamp(d.hour) AND h.earned_wei = 0 AND h.paid_wei = 0`,
    values: values.slice(0, 2),
  })
  await tx.query({
    name: 'add-payments',
    text: `WITH ${delta}
           UPDATE operator o SET earned_total_wei = o.earned_total_wei + d.earned, paid_total_wei = o.paid_total_wei + d.paid
           FROM (SELECT operator, sum(earned) AS earned, sum(paid) AS paid FROM delta GROUP BY 1) AS d
           WHERE o.address = d.operator`,
    values,
  })
}
