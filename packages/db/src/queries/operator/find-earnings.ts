import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'

export type EarningsBucket = { startsAt: Date; earnedWei: bigint; paidWei: bigint }

/**
 * Earned and paid of an operator by bucket, oldest first, from `startsAt` on: every bucket is there, empty ones as
 * zero. Reads operator_hour, so buckets are whole hours.
 */
export async function findEarnings(
  db: Db,
  params: { operator: Address; startsAt: Date; bucketSeconds: number; bucketCount: number },
): Promise<EarningsBucket[]> {
  const { rows } = await db.query<{ bucket: number; earned_wei: string; paid_wei: string }>({
    name: 'find-earnings',
    text: `SELECT floor(extract(epoch FROM hour - $2::timestamptz) / $3::int)::int AS bucket,
             sum(earned_wei) AS earned_wei, sum(paid_wei) AS paid_wei
           FROM operator_hour
           WHERE operator = $1 AND hour >= $2 AND hour < $2::timestamptz + make_interval(secs => $3::int * $4::int)
           GROUP BY 1`,
    values: [hexToDb(params.operator), params.startsAt, params.bucketSeconds, params.bucketCount],
  })
  const byBucket = new Map(rows.map((row) => [row.bucket, row]))
  return Array.from({ length: params.bucketCount }, (_, index) => ({
    startsAt: new Date(params.startsAt.getTime() + index * params.bucketSeconds * 1000),
    earnedWei: weiFromDb(byBucket.get(index)?.earned_wei ?? '0'),
    paidWei: weiFromDb(byBucket.get(index)?.paid_wei ?? '0'),
  }))
}

/** First hour an operator has a sum for; undefined when it has none. */
export async function getFirstEarningsHour(db: Db, operator: Address): Promise<Date | undefined> {
  const { rows } = await db.query<{ hour: Date }>({
    name: 'get-first-earnings-hour',
    text: 'SELECT hour FROM operator_hour WHERE operator = $1 ORDER BY hour LIMIT 1',
    values: [hexToDb(operator)],
  })
  return rows[0]?.hour
}
