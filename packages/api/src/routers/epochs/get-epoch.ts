import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { encodeEpoch } from '../../encode/epoch.ts'
import { requireEpoch } from '../../require-epoch.ts'
import { requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { getEpochInput, getEpochOutput } from './get-epoch.schema.ts'

export const getEpoch = publicProcedure
  .meta({
    summary: 'One posted epoch with totals and pools from its verified file.',
    rest: { method: 'GET', path: '/epochs/{number}' },
  })
  .input(getEpochInput)
  .output(getEpochOutput)
  .query(async ({ ctx, input }) => {
    const { tip, epoch } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      epoch: await requireEpoch(db, input.number),
    }))
    const file = epoch.fileState === 'verified' ? await ctx.trees.fileOf(epoch.dataHash) : undefined
    return {
      ...encodeEpoch(epoch, tip.minedAt),
      contents:
        file === undefined
          ? null
          : {
              snapshotBlock: file.snapshotBlock,
              emissionWei: file.emissionWei,
              pools: file.pools,
              operatorCount: file.operators.filter(({ amountWei }) => amountWei !== '0').length,
              nodeCount: file.nodes.length,
              unmeasured: file.unmeasured,
            },
    }
  })
