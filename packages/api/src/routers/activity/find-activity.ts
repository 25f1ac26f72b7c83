import { findEvents } from '@network3/db/queries/event/find-events'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { z } from 'zod'
import { cursorAmount, cursorNumber, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { encodeEvent } from '../../encode/event.ts'
import { pageFrom } from '../../encode/page.ts'
import { requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { findActivityInput, findActivityOutput } from './find-activity.schema.ts'

const list = 'activity'
const cursorParts = z.tuple([cursorAmount, cursorNumber])

export const findActivity = publicProcedure
  .meta({
    summary: 'Events of the contracts, newest first, by operator, account, node or name.',
    rest: { method: 'GET', path: '/activity' },
  })
  .input(findActivityInput)
  .output(findActivityOutput)
  .query(async ({ ctx, input }) => {
    const { limit, cursor, ...filters } = input
    const [blockNumber, logIndex] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const before = blockNumber === undefined || logIndex === undefined ? undefined : { blockNumber, logIndex }
    const { tip, events } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      events: await findEvents(db, { ...filters, limit: limit + 1, before }),
    }))
    return pageFrom(
      events,
      limit,
      (event) => ({ ...encodeEvent(event), finality: finalityOf(event.blockNumber, tip) }),
      (event) => encodeCursor(list, [String(event.blockNumber), event.logIndex]),
    )
  })

function finalityOf(blockNumber: bigint, tip: { safeNumber: bigint; finalizedNumber: bigint }) {
  if (blockNumber <= tip.finalizedNumber) return 'finalized' as const
  return blockNumber <= tip.safeNumber ? ('safe' as const) : ('latest' as const)
}
