import { findLeaseEvents } from '@network3/db/queries/lease/find-lease-events'
import { z } from 'zod'
import { cursorAmount, cursorNumber, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import { encodeLeaseEvent } from './encode-lease.ts'
import { findLeaseEventsInput, findLeaseEventsOutput } from './find-events.schema.ts'

const cursorParts = z.tuple([cursorAmount, cursorNumber])

export const findEvents = publicProcedure
  .meta({
    summary: 'The steps of a lease with the reason of each, newest first.',
    rest: { method: 'GET', path: '/leases/{leaseId}/events' },
  })
  .input(findLeaseEventsInput)
  .output(findLeaseEventsOutput)
  .query(async ({ ctx, input }) => {
    const { leaseId, limit, cursor } = input
    const list = `lease-events-${leaseId}`
    const [blockNumber, logIndex] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const before = blockNumber === undefined || logIndex === undefined ? undefined : { blockNumber, logIndex }
    const rows = await findLeaseEvents(ctx.pool, { lease: leaseId, limit: limit + 1, before })
    return pageFrom(rows, limit, encodeLeaseEvent, (row) =>
      encodeCursor(list, [String(row.blockNumber), row.logIndex]),
    )
  })
