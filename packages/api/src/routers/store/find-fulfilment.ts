import { findWaitingDevices } from '@network3/db/queries/device/find-devices'
import { getSale } from '@network3/db/queries/device/get-sale'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { z } from 'zod'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { encodeDevice } from '../../encode/device.ts'
import { pageFrom } from '../../encode/page.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { findFulfilmentInput, findFulfilmentOutput } from './find-fulfilment.schema.ts'

const list = 'fulfilment'
const cursorParts = z.tuple([cursorAmount])

export const findFulfilment = publicProcedure
  .meta({
    summary: 'The devices that are paid for and wait to be shipped, the longest waiting first.',
    rest: { method: 'GET', path: '/store/fulfilment' },
  })
  .input(findFulfilmentInput)
  .output(findFulfilmentOutput)
  .query(async ({ ctx, input }) => {
    const { limit, cursor } = input
    const [after] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const { tip, sale, devices } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      sale: await getSale(db),
      devices: await findWaitingDevices(db, { limit: limit + 1, after }),
    }))
    const page = pageFrom(devices, limit, encodeDevice, ({ tokenId }) =>
      encodeCursor(list, [String(tokenId)]),
    )
    return { ...page, waiting: sale.counts.ordered, asOf: encodeTip(tip) }
  })
