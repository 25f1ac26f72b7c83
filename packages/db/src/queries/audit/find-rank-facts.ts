import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts } from './facts.ts'

/** The leaderboard as stored, keyed `window/operator`. */
export function findRankFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT "window" || '/' || ${hexText('operator')} AS key, rank::text AS "rank", earned_wei::text AS "earned",
       paid_wei::text AS "paid"
     FROM operator_rank`,
  )
}

/**
 * The leaderboard as the hours give it: sums over the window's whole hours up to the tip's, ranked by earned, then
 * by address.
 */
export function findRankFactsByHour(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `WITH windows(name, hours) AS (VALUES ('24h', 24), ('7d', 168), ('30d', 720), ('all', NULL::int)),
     sums AS (
       SELECT w.name, o.address, coalesce(sum(h.earned_wei), 0) AS earned, coalesce(sum(h.paid_wei), 0) AS paid
       FROM windows w CROSS JOIN operator o CROSS JOIN indexer_tip tip
       LEFT JOIN operator_hour h ON h.operator = o.address
         AND (w.hours IS NULL OR h.hour > date_trunc('hour', tip.block_mined_at, 'UTC') - w.hours * interval '1 hour')
       GROUP BY 1, 2
     )
     SELECT name || '/' || ${hexText('address')} AS key,
       (row_number() OVER (PARTITION BY name ORDER BY earned DESC, address))::text AS "rank",
       earned::text AS "earned", paid::text AS "paid"
     FROM sums`,
  )
}
