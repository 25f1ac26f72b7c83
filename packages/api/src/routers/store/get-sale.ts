import { getSale as getDeviceSale } from '@network3/db/queries/device/get-sale'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { getSaleInput, getSaleOutput } from './get-sale.schema.ts'

export const getSale = publicProcedure
  .meta({
    summary: 'The store as a whole: whether it sells, the money it holds, its devices by status.',
    rest: { method: 'GET', path: '/store' },
  })
  .input(getSaleInput)
  .output(getSaleOutput)
  .query(async ({ ctx }) => {
    const { tip, sale } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      sale: await getDeviceSale(db),
    }))
    const { deviceSale, edgeDevice } = ctx.deployment.contracts
    return {
      deviceSale,
      edgeDevice,
      isPaused: sale.isPaused,
      heldWei: String(sale.heldWei),
      proceedsWei: String(sale.proceedsWei),
      batchCount: sale.batchCount,
      counts: sale.counts,
      asOf: encodeTip(tip),
    }
  })
