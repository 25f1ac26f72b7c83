import { AppError } from '@network3/core/app-error'
import { findDevices } from '@network3/db/queries/device/find-devices'
import { getOrder as getDeviceOrder } from '@network3/db/queries/device/find-orders'
import { findDeviceSteps } from '@network3/db/queries/device/get-device'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { encodeDeviceWithHistory, encodeOrder } from '../../encode/device.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { getOrderInput, getOrderOutput } from './get-order.schema.ts'

/** Devices of an order told in full. */
const MOST_DEVICES = 100

export const getOrder = publicProcedure
  .meta({
    summary: 'One purchase with its devices, each with every step of its life and the reason.',
    rest: { method: 'GET', path: '/store/orders/{orderId}' },
  })
  .input(getOrderInput)
  .output(getOrderOutput)
  .query(async ({ ctx, input }) => {
    const { tip, order, devices, steps } = await withSnapshot(ctx.pool, async (db) => {
      const tip = requireTip(await getTip(db))
      const order = await getDeviceOrder(db, input.orderId)
      if (order === undefined) throw new AppError('NOT_FOUND', `There is no order ${input.orderId}.`)
      const devices = await findDevices(db, { by: { order: order.id }, limit: MOST_DEVICES })
      const tokenIds = devices.map(({ tokenId }) => tokenId)
      return { tip, order, devices, steps: await findDeviceSteps(db, tokenIds) }
    })
    return {
      ...encodeOrder(order),
      devices: devices.map((device) => encodeDeviceWithHistory(device, steps)),
      asOf: encodeTip(tip),
    }
  })
