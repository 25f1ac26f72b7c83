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

/**
 * The board of one window: `earned`, `paid` and `before` are columns of `known`. Each window is sorted by itself, for
 * four sorts of a quarter take less than one of all. Who was not there before the window began has no rank to have
 * moved from.
 */
function boardOf(
  window: string,
  hours: number,
  sums: { earned: string; paid: string; before: string },
): string {
  return `
    SELECT '${window}' AS "window", address, earned, paid, row_number() OVER (ORDER BY earned DESC, address) AS rank,
      CASE WHEN was_there THEN row_number() OVER (PARTITION BY was_there ORDER BY before DESC, address) END AS previous_rank
    FROM (SELECT address, ${sums.earned} AS earned, ${sums.paid} AS paid, ${sums.before} AS before,
            first_seen_at < ${back(hours - 1)} AS was_there FROM known CROSS JOIN tip) AS lines`
}

const BOARDS = [
  ...WINDOWS.map(({ window, hours }) => {
    const [earned, paid, before] = ['earned', 'paid', 'before'].map((sum) => `coalesce(${sum}_${hours}, 0)`)
    return boardOf(window, hours, { earned: `${earned}`, paid: `${paid}`, before: `${before}` })
  }),
  boardOf('all', ALL_LOOKS_BACK_HOURS, {
    ...{ earned: 'earned_total_wei', paid: 'paid_total_wei' },
    before: `earned_total_wei - coalesce(earned_${ALL_LOOKS_BACK_HOURS}, 0)`,
  }),
].join(' UNION ALL ')

const LONGEST_LOOK_BACK_HOURS = 2 * Math.max(...WINDOWS.map(({ hours }) => hours))

/**
 * Rebuilds the leaderboard of every window as a whole; rows that come out the same are not written. Windows are
 * whole hours that end with the hour of the tip's block, so the same chain always gives the same board. Equal
 * amounts rank by address. Returns how many rows changed.
 */
export async function rebuildRanks(db: Db): Promise<number> {
  // Not prepared by name: a plan made for a small board would stay when it has grown.
  const { rows } = await db.query<{ changed: bigint }>(
    `WITH tip AS MATERIALIZED (SELECT date_trunc('hour', block_mined_at, 'UTC') AS hour FROM indexer_tip),
           sums AS MATERIALIZED (
             SELECT h.operator, ${SUMS} FROM operator_hour h CROSS JOIN tip
             WHERE h.hour > ${back(LONGEST_LOOK_BACK_HOURS)} AND h.hour <= tip.hour GROUP BY h.operator
           ),
           known AS MATERIALIZED (
             SELECT o.address, o.first_seen_at, o.earned_total_wei, o.paid_total_wei, sums.*
             FROM operator o LEFT JOIN sums ON sums.operator = o.address
           ),
           ranked AS (${BOARDS}),
           gone AS (
             DELETE FROM operator_rank r WHERE NOT EXISTS (SELECT 1 FROM operator o WHERE o.address = r.operator)
             RETURNING 1
           ),
           -- Compared before they are proposed: ON CONFLICT locks each row it meets, changed or not, and that is a write.
           news AS MATERIALIZED (
             SELECT n.* FROM ranked n LEFT JOIN operator_rank r ON r."window" = n."window" AND r.operator = n.address
             WHERE r.operator IS NULL OR (r.rank, r.earned_wei, r.paid_wei) <> (n.rank, n.earned, n.paid)
               OR r.previous_rank IS DISTINCT FROM n.previous_rank
           ),
           stored AS (
             INSERT INTO operator_rank ("window", operator, rank, previous_rank, earned_wei, paid_wei)
             SELECT "window", address, rank, previous_rank, earned, paid FROM news
             ON CONFLICT ("window", operator) DO UPDATE SET rank = excluded.rank, previous_rank = excluded.previous_rank,
               earned_wei = excluded.earned_wei, paid_wei = excluded.paid_wei
             RETURNING 1
           )
           SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM stored) AS changed`,
  )
  return Number(rows[0]?.changed ?? 0)
}
