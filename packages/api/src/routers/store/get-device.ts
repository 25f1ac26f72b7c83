import { AppError } from '@network3/core/app-error'
import { findDeviceSteps, getDevice as getStoredDevice } from '@network3/db/queries/device/get-device'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { encodeDeviceWithHistory } from '../../encode/device.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { getDeviceInput, getDeviceOutput } from './get-device.schema.ts'

export const getDevice = publicProcedure
  .meta({
    summary: 'One Edge device by its token, with every step of its life and the reason.',
    rest: { method: 'GET', path: '/store/devices/{tokenId}' },
  })
  .input(getDeviceInput)
  .output(getDeviceOutput)
  .query(async ({ ctx, input }) => {
    const { tokenId } = input
    const { tip, device, steps } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      device: await getStoredDevice(db, tokenId),
      steps: await findDeviceSteps(db, [tokenId]),
    }))
    if (device === undefined) throw new AppError('NOT_FOUND', `There is no device ${tokenId}.`)
    return { ...encodeDeviceWithHistory(device, steps), asOf: encodeTip(tip) }
  })
