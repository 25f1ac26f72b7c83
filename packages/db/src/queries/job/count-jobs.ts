import type { Db } from '../../pool.ts'

/** How many assignments wait to be made, and how long the oldest has waited, in seconds. */
export async function countWantedJobs(db: Db, now: Date): Promise<{ wanted: number; oldestSeconds: number }> {
  const { rows } = await db.query<{ wanted: number; oldest: number }>({
    name: 'count-wanted-jobs',
    text: `SELECT COALESCE(sum(wanted), 0)::int AS wanted,
             COALESCE(EXTRACT(epoch FROM $1::timestamptz - min(created_at)), 0)::float8 AS oldest
           FROM job WHERE wanted > 0`,
    values: [now],
  })
  return { wanted: rows[0]?.wanted ?? 0, oldestSeconds: rows[0]?.oldest ?? 0 }
}
