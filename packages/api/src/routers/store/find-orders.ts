import { findOrders as findDeviceOrders } from '@network3/db/queries/device/find-orders'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { z } from 'zod'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { encodeOrder } from '../../encode/device.ts'
import { pageFrom } from '../../encode/page.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { findOrdersInput, findOrdersOutput } from './find-orders.schema.ts'

const list = 'device-orders'
const cursorParts = z.tuple([cursorAmount])

export const findOrders = publicProcedure
  .meta({
    summary: 'The purchases of an address, newest first, with what became of their devices.',
    rest: { method: 'GET', path: '/store/orders' },
  })
  .input(findOrdersInput)
  .output(findOrdersOutput)
  .query(async ({ ctx, input }) => {
    const { buyer, limit, cursor } = input
    const [before] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const { tip, orders } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      orders: await findDeviceOrders(db, { buyer, limit: limit + 1, before }),
    }))
    const page = pageFrom(orders, limit, encodeOrder, (order) => encodeCursor(list, [String(order.id)]))
    return { ...page, asOf: encodeTip(tip) }
  })
