import { findBatches as findDeviceBatches } from '@network3/db/queries/device/find-batches'
import { getSale } from '@network3/db/queries/device/get-sale'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { z } from 'zod'
import { cursorNumber, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { encodeBatch } from '../../encode/device.ts'
import { pageFrom } from '../../encode/page.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { findBatchesInput, findBatchesOutput } from './find-batches.schema.ts'

const list = 'batches'
const cursorParts = z.tuple([cursorNumber])

export const findBatches = publicProcedure
  .meta({
    summary: 'The batches of Edge devices, newest first, with price, stock, window and status.',
    rest: { method: 'GET', path: '/store/batches' },
  })
  .input(findBatchesInput)
  .output(findBatchesOutput)
  .query(async ({ ctx, input }) => {
    const { wallet, limit, cursor } = input
    const [before] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const { tip, sale, batches } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      sale: await getSale(db),
      batches: await findDeviceBatches(db, { wallet, limit: limit + 1, before }),
    }))
    const page = pageFrom(
      batches,
      limit,
      (batch) => encodeBatch(batch, sale.isPaused, tip.minedAt),
      (batch) => encodeCursor(list, [batch.id]),
    )
    return { ...page, asOf: encodeTip(tip) }
  })
