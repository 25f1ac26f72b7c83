import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts } from './facts.ts'

/** What every operator earned and was paid, as its total, as the sum of its hours, and as the sum of its increments. */
export function findEarningFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT ${hexText('o.address')} AS key, o.earned_total_wei::text AS "earnedTotal", o.paid_total_wei::text AS "paidTotal",
       coalesce(h.earned, 0)::text AS "earnedByHour", coalesce(h.paid, 0)::text AS "paidByHour",
       coalesce(r.earned, 0)::text AS "earnedByEpoch"
     FROM operator o
     LEFT JOIN (SELECT operator, sum(earned_wei) AS earned, sum(paid_wei) AS paid FROM operator_hour GROUP BY 1) AS h
       ON h.operator = o.address
     LEFT JOIN (SELECT operator, sum(amount_wei) AS earned FROM operator_reward GROUP BY 1) AS r
       ON r.operator = o.address`,
  )
}
