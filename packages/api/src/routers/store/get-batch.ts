import { AppError } from '@network3/core/app-error'
import { getBatch as getDeviceBatch } from '@network3/db/queries/device/find-batches'
import { getSale } from '@network3/db/queries/device/get-sale'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { encodeBatch } from '../../encode/device.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { getBatchInput, getBatchOutput } from './get-batch.schema.ts'

export const getBatch = publicProcedure
  .meta({
    summary: 'One batch of Edge devices, and what a wallet may still buy of it.',
    rest: { method: 'GET', path: '/store/batches/{batchId}' },
  })
  .input(getBatchInput)
  .output(getBatchOutput)
  .query(async ({ ctx, input }) => {
    const { batchId, wallet } = input
    const { tip, sale, batch } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      sale: await getSale(db),
      batch: await getDeviceBatch(db, { id: batchId, wallet }),
    }))
    if (batch === undefined) throw new AppError('NOT_FOUND', `There is no batch ${batchId}.`)
    return { ...encodeBatch(batch, sale.isPaused, tip.minedAt), asOf: encodeTip(tip) }
  })
