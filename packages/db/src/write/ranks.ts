import type { Client } from '../pool.ts'

const WINDOWS = [
  { window: '24h', hours: 24 },
  { window: '7d', hours: 24 * 7 },
  { window: '30d', hours: 24 * 30 },
] as const

/**
 * Rebuilds the leaderboard of every window as a whole; rows that come out the same are not written. Windows are
 * whole hours that end with the hour of the tip's block, so the same chain always gives the same board. Equal
 * amounts rank by address. Returns how many rows changed.
 */
export async function rebuildRanks(tx: Client): Promise<number> {
  let changed = 0
  for (const { window, hours } of WINDOWS) {
    changed += await storeRanks(
      tx,
      window,
      `SELECT o.address,
         coalesce(sum(h.earned_wei) FILTER (WHERE h.hour > tip.hour - $2 * interval '1 hour'), 0) AS earned,
         coalesce(sum(h.paid_wei) FILTER (WHERE h.hour > tip.hour - $2 * interval '1 hour'), 0) AS paid,
         coalesce(sum(h.earned_wei) FILTER (WHERE h.hour <= tip.hour - $2 * interval '1 hour'), 0) AS earned_before,
         -- Who was not there before the window began has no rank to have moved from.
         o.first_seen_at < tip.hour - ($2 - 1) * interval '1 hour' AS was_there
       FROM operator o CROSS JOIN tip
       LEFT JOIN operator_hour h ON h.operator = o.address
         AND h.hour > tip.hour - 2 * $2 * interval '1 hour' AND h.hour <= tip.hour
       GROUP BY o.address, tip.hour, o.first_seen_at`,
      hours,
    )
  }
  changed += await storeRanks(
    tx,
    'all',
    `SELECT o.address, o.earned_total_wei AS earned, o.paid_total_wei AS paid,
       o.earned_total_wei - coalesce(sum(h.earned_wei), 0) AS earned_before,
       o.first_seen_at < tip.hour - ($2 - 1) * interval '1 hour' AS was_there
     FROM operator o CROSS JOIN tip
     LEFT JOIN operator_hour h ON h.operator = o.address AND h.hour > tip.hour - $2 * interval '1 hour'
     GROUP BY o.address, tip.hour, o.first_seen_at`,
    24,
  )
  return changed
}

async function storeRanks(tx: Client, window: string, sums: string, hours: number): Promise<number> {
  const { rows } = await tx.query<{ changed: string }>({
    name: `store-ranks-${window}`,
    text: `WITH tip AS (SELECT date_trunc('hour', block_mined_at, 'UTC') AS hour FROM indexer_tip),
           sums AS MATERIALIZED (${sums}),
           before AS (
             SELECT address, row_number() OVER (ORDER BY earned_before DESC, address) AS rank
             FROM sums WHERE was_there
           ),
           ranked AS (
             SELECT sums.address, row_number() OVER (ORDER BY earned DESC, sums.address) AS rank,
               before.rank AS previous_rank, earned, paid
             FROM sums LEFT JOIN before USING (address)
           ),
           gone AS (
             DELETE FROM operator_rank r WHERE r."window" = $1
               AND NOT EXISTS (SELECT 1 FROM operator o WHERE o.address = r.operator) RETURNING 1
           ),
           stored AS (
             INSERT INTO operator_rank ("window", operator, rank, previous_rank, earned_wei, paid_wei)
             SELECT $1, address, rank, previous_rank, earned, paid FROM ranked
             ON CONFLICT ("window", operator) DO UPDATE SET rank = excluded.rank, previous_rank = excluded.previous_rank,
               earned_wei = excluded.earned_wei, paid_wei = excluded.paid_wei
             WHERE (operator_rank.rank, operator_rank.previous_rank, operator_rank.earned_wei, operator_rank.paid_wei)
               IS DISTINCT FROM (excluded.rank, excluded.previous_rank, excluded.earned_wei, excluded.paid_wei)
             RETURNING 1
           )
           SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM stored) AS changed`,
    values: [window, hours],
  })
  return Number(rows[0]?.changed ?? 0)
}
