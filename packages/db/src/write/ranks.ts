import type { Db } from '../pool.ts'

/** Windows in whole hours. A rank is remembered from the window before, and for "all" from a day ago. */
const WINDOWS = [
  { window: '24h', hours: 24 },
  { window: '7d', hours: 24 * 7 },
  { window: '30d', hours: 24 * 30 },
] as const
const ALL_LOOKS_BACK_HOURS = 24

const back = (hours: number) => `tip.hour - interval '${hours} hours'`

/** Sums of every window and of the one before it, in one pass over the hours. */
const SUMS = WINDOWS.map(
  ({ hours }) => `
    sum(earned_wei) FILTER (WHERE h.hour > ${back(hours)}) AS earned_${hours},
    sum(paid_wei) FILTER (WHERE h.hour > ${back(hours)}) AS paid_${hours},
    sum(earned_wei) FILTER (WHERE h.hour <= ${back(hours)} AND h.hour > ${back(2 * hours)}) AS before_${hours}`,
).join(',')

/** One line per window and operator. Who was not there before the window began has no rank to have moved from. */
const LINES = [
  ...WINDOWS.map(
    ({ window, hours }) => `
      SELECT '${window}' AS "window", address, coalesce(earned_${hours}, 0) AS earned, coalesce(paid_${hours}, 0) AS paid,
        coalesce(before_${hours}, 0) AS earned_before, first_seen_at < ${back(hours - 1)} AS was_there
      FROM known CROSS JOIN tip`,
  ),
  `SELECT 'all', address, earned_total_wei, paid_total_wei, earned_total_wei - coalesce(earned_${ALL_LOOKS_BACK_HOURS}, 0),
     first_seen_at < ${back(ALL_LOOKS_BACK_HOURS - 1)}
   FROM known CROSS JOIN tip`,
].join(' UNION ALL ')

const LONGEST_LOOK_BACK_HOURS = 2 * Math.max(...WINDOWS.map(({ hours }) => hours))

/**
 * Rebuilds the leaderboard of every window as a whole; rows that come out the same are not written. Windows are
 * whole hours that end with the hour of the tip's block, so the same chain always gives the same board. Equal
 * amounts rank by address. Returns how many rows changed.
 */
export async function rebuildRanks(db: Db): Promise<number> {
  const { rows } = await db.query<{ changed: bigint }>({
    name: 'rebuild-ranks',
    text: `WITH tip AS MATERIALIZED (SELECT date_trunc('hour', block_mined_at, 'UTC') AS hour FROM indexer_tip),
           sums AS MATERIALIZED (
             SELECT h.operator, ${SUMS} FROM operator_hour h CROSS JOIN tip
             WHERE h.hour > ${back(LONGEST_LOOK_BACK_HOURS)} AND h.hour <= tip.hour GROUP BY h.operator
           ),
           known AS MATERIALIZED (SELECT o.*, sums.* FROM operator o LEFT JOIN sums ON sums.operator = o.address),
           ranked AS MATERIALIZED (
             SELECT "window", address, earned, paid,
               row_number() OVER (PARTITION BY "window" ORDER BY earned DESC, address) AS rank,
               CASE WHEN was_there THEN
                 row_number() OVER (PARTITION BY "window", was_there ORDER BY earned_before DESC, address)
               END AS previous_rank
             FROM (${LINES}) AS lines
           ),
           gone AS (
             DELETE FROM operator_rank r WHERE NOT EXISTS (SELECT 1 FROM operator o WHERE o.address = r.operator)
             RETURNING 1
           ),
           -- By key, row by row: a join would be planned from statistics of a table this very statement fills.
           stored AS (
             INSERT INTO operator_rank AS r ("window", operator, rank, previous_rank, earned_wei, paid_wei)
             SELECT "window", address, rank, previous_rank, earned, paid FROM ranked
             ON CONFLICT ("window", operator) DO UPDATE SET rank = excluded.rank, previous_rank = excluded.previous_rank,
               earned_wei = excluded.earned_wei, paid_wei = excluded.paid_wei
             WHERE (r.rank, r.previous_rank, r.earned_wei, r.paid_wei)
               IS DISTINCT FROM (excluded.rank, excluded.previous_rank, excluded.earned_wei, excluded.paid_wei)
             RETURNING 1
           )
           SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM stored) AS changed`,
  })
  return Number(rows[0]?.changed ?? 0)
}
