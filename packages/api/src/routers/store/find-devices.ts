import { AppError } from '@network3/core/app-error'
import { findDevices as findStoredDevices } from '@network3/db/queries/device/find-devices'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { z } from 'zod'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { encodeDevice } from '../../encode/device.ts'
import { pageFrom } from '../../encode/page.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { findDevicesInput, findDevicesOutput } from './find-devices.schema.ts'

const cursorParts = z.tuple([cursorAmount])

export const findDevices = publicProcedure
  .meta({
    summary: 'The Edge devices an address holds, or those of one order, by status if wanted.',
    rest: { method: 'GET', path: '/store/devices' },
  })
  .input(findDevicesInput)
  .output(findDevicesOutput)
  .query(async ({ ctx, input }) => {
    const { owner, order, status, limit, cursor } = input
    const by = owner === undefined ? (order === undefined ? undefined : { order }) : { owner }
    if (by === undefined) throw new AppError('INPUT_INVALID', 'Give an owner or an order.')
    const list = owner === undefined ? 'devices-of-order' : 'devices-of-owner'
    const [after] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const { tip, devices } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      devices: await findStoredDevices(db, { by, status, limit: limit + 1, after }),
    }))
    const page = pageFrom(devices, limit, encodeDevice, ({ tokenId }) =>
      encodeCursor(list, [String(tokenId)]),
    )
    return { ...page, asOf: encodeTip(tip) }
  })
