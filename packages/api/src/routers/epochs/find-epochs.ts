import { findEpochs as findPostedEpochs } from '@network3/db/queries/epoch/find-epochs'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { z } from 'zod'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { encodeEpoch } from '../../encode/epoch.ts'
import { pageFrom } from '../../encode/page.ts'
import { requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { findEpochsInput, findEpochsOutput } from './find-epochs.schema.ts'

const list = 'epochs'
const cursorParts = z.tuple([cursorAmount])

export const findEpochs = publicProcedure
  .meta({
    summary: 'Posted epochs, newest first, with root and file state.',
    rest: { method: 'GET', path: '/epochs' },
  })
  .input(findEpochsInput)
  .output(findEpochsOutput)
  .query(async ({ ctx, input }) => {
    const { limit, cursor } = input
    const [before] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const { tip, epochs } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      epochs: await findPostedEpochs(db, { limit: limit + 1, before }),
    }))
    return pageFrom(
      epochs,
      limit,
      (epoch) => encodeEpoch(epoch, tip.minedAt),
      (epoch) => encodeCursor(list, [String(epoch.number)]),
    )
  })
