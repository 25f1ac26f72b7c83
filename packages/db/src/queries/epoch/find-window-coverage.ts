import type { Db } from '../../pool.ts'
import type { RankWindow } from '../operator/find-operators.ts'

/** How much verified time lies in a window: an annual rate divides by this, not by the window's name. */
export type WindowCoverage = {
  window: RankWindow
  epochCount: number
  seconds: number
  /** End of the last verified epoch. */
  endsAt: Date
}

/** For each window, the verified epochs whose earnings fall in it: those whose last second does. Windows without one are left out. */
export async function findWindowCoverage(db: Db): Promise<WindowCoverage[]> {
  type Row = { window: RankWindow; epoch_count: bigint; seconds: number; ends_at: Date }
  const { rows } = await db.query<Row>({
    name: 'find-window-coverage',
    text: `SELECT w.name AS "window", count(*) AS epoch_count,
             sum(extract(epoch FROM e.ends_at - e.starts_at))::float8 AS seconds, max(e.ends_at) AS ends_at
           FROM (VALUES ('24h', interval '24 hours'), ('7d', interval '168 hours'), ('30d', interval '720 hours'),
             ('all', NULL)) AS w (name, length)
           CROSS JOIN indexer_tip t
           JOIN epoch e ON e.file_state = 'verified' AND e.vetoed_at IS NULL
             AND (w.length IS NULL
               OR e.ends_at > date_trunc('hour', t.block_mined_at, 'UTC') + interval '1 hour' - w.length)
           GROUP BY w.name`,
  })
  return rows.map((row) => ({
    window: row.window,
    epochCount: Number(row.epoch_count),
    seconds: row.seconds,
    endsAt: row.ends_at,
  }))
}
