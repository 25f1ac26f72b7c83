import { findEarnings, getFirstEarningsHour } from '@network3/db/queries/operator/find-earnings'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { bucketsSince, bucketsStartAt, trendOf } from '../../domain/window-buckets.ts'
import { requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { getEarningsSeriesInput, getEarningsSeriesOutput } from './get-earnings-series.schema.ts'

export const getEarningsSeries = publicProcedure
  .meta({
    summary: 'Earned and paid by bucket over a window, for a chart.',
    rest: { method: 'GET', path: '/operators/{operator}/earnings' },
  })
  .input(getEarningsSeriesInput)
  .output(getEarningsSeriesOutput)
  .query(({ ctx, input }) =>
    withSnapshot(ctx.pool, async (db) => {
      const { operator, window } = input
      const { minedAt } = requireTip(await getTip(db))
      const first = window === 'all' ? await getFirstEarningsHour(db, operator) : undefined
      const buckets = first === undefined ? trendOf(window) : bucketsSince(first, minedAt)
      const points = await findEarnings(db, {
        operator,
        startsAt: bucketsStartAt(minedAt, buckets),
        ...buckets,
      })
      const sumOf = (amountOf: (point: (typeof points)[number]) => bigint) =>
        String(points.reduce((sum, point) => sum + amountOf(point), 0n))
      return {
        bucketSeconds: buckets.bucketSeconds,
        points: points.map((point) => ({
          startsAt: point.startsAt.toISOString(),
          earnedWei: String(point.earnedWei),
          paidWei: String(point.paidWei),
        })),
        earnedWei: sumOf((point) => point.earnedWei),
        paidWei: sumOf((point) => point.paidWei),
      }
    }),
  )
