import type { Db } from '../pool.ts'
import { weiFromDb, weiToDb } from '../wei.ts'

/** Calls of a key on one day, counted since they were written last. `day`: YYYY-MM-DD in UTC. */
export type CountedCalls = { keyId: string; day: string; calls: number; lastUsedAt: Date }

/** Adds what was counted in memory, all keys in two statements. */
export async function addApiCalls(db: Db, counted: readonly CountedCalls[]): Promise<void> {
  const columns = [
    counted.map(({ keyId }) => keyId),
    counted.map(({ day }) => day),
    counted.map(({ calls }) => calls),
    counted.map(({ lastUsedAt }) => lastUsedAt),
  ]
  // In the order of the keys, so that two processes that write at once do not wait for each other in a circle.
  await db.query(
    `INSERT INTO api_usage (key_id, day, calls, jobs, spend_wei)
     SELECT key_id, day, calls, 0, 0 FROM unnest($1::text[], $2::date[], $3::bigint[]) AS c(key_id, day, calls)
     ORDER BY key_id, day
     ON CONFLICT (key_id, day) DO UPDATE SET calls = api_usage.calls + excluded.calls`,
    columns.slice(0, 3),
  )
  await db.query(
    `UPDATE api_key k SET last_used_at = greatest(k.last_used_at, c.at)
     FROM (SELECT key_id, max(at) AS at FROM unnest($1::text[], $2::timestamptz[]) AS c(key_id, at) GROUP BY key_id) c
     WHERE k.id = c.key_id`,
    [columns[0], columns[3]],
  )
}

export type Spend = { keyId: string; day: string; amountWei: bigint; capWei: bigint | null }

/**
 * Adds a job to what a key spent on a day, in the job's own transaction. When it would pass the cap nothing is added and
 * what was spent before is given. Concurrent jobs of a key wait for each other at its row.
 */
export async function addSpend(
  db: Db,
  { keyId, day, amountWei, capWei }: Spend,
): Promise<{ isAdded: boolean; spentWei: bigint }> {
  const values = [keyId, day, weiToDb(amountWei), capWei === null ? null : weiToDb(capWei)]
  await db.query(
    `INSERT INTO api_usage (key_id, day, calls, jobs, spend_wei) VALUES ($1, $2, 0, 0, 0)
     ON CONFLICT (key_id, day) DO NOTHING`,
    values.slice(0, 2),
  )
  const added = await db.query<{ spend_wei: string }>(
    `UPDATE api_usage SET jobs = jobs + 1, spend_wei = spend_wei + $3::numeric
     WHERE key_id = $1 AND day = $2 AND ($4::numeric IS NULL OR spend_wei + $3::numeric <= $4::numeric)
     RETURNING spend_wei`,
    values,
  )
  if (added.rows[0] !== undefined) return { isAdded: true, spentWei: weiFromDb(added.rows[0].spend_wei) }
  const { rows } = await db.query<{ spend_wei: string }>(
    'SELECT spend_wei FROM api_usage WHERE key_id = $1 AND day = $2',
    values.slice(0, 2),
  )
  return { isAdded: false, spentWei: weiFromDb(rows[0]?.spend_wei ?? '0') }
}
