import { findLeases as findStoredLeases } from '@network3/db/queries/lease/find-leases'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { z } from 'zod'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { encodeLease } from './encode-lease.ts'
import { encodeUsage, readUsages } from './encode-usage.ts'
import { findLeasesInput, findLeasesOutput } from './find-leases.schema.ts'

const cursorParts = z.tuple([cursorAmount])

export const findLeases = publicProcedure
  .meta({
    summary: 'Leases with terms, usage, money and state, newest first, by renter or operator.',
    rest: { method: 'GET', path: '/leases' },
  })
  .input(findLeasesInput)
  .output(findLeasesOutput)
  .query(async ({ ctx, input }) => {
    const { limit, cursor, ...filters } = input
    const list = `leases-${filters.filter}`
    const [before] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const { leaseGraceSeconds } = await ctx.parameters()
    const { tip, rows, usages } = await withSnapshot(ctx.pool, async (db) => {
      const tip = requireTip(await getTip(db))
      const rows = await findStoredLeases(db, { ...filters, limit: limit + 1, before })
      return { tip, rows, usages: await readUsages(db, rows, tip.minedAt) }
    })
    const page = pageFrom(
      rows,
      limit,
      (row) => ({
        ...encodeLease(row, tip.minedAt, leaseGraceSeconds),
        ...encodeUsage(row, usages, tip.minedAt, leaseGraceSeconds),
      }),
      (row) => encodeCursor(list, [String(row.id)]),
    )
    return { ...page, asOf: encodeTip(tip) }
  })
