import { epochAt } from '@network3/clsc/epoch'
import { findBundles as findStoredBundles } from '@network3/db/queries/key/find-bundles'
import { findRoots } from '@network3/db/queries/key/find-roots'
import { bytesToHex } from 'viem'
import { requireGeneration } from '../../directory/require-generation.ts'
import { publicProcedure } from '../../trpc.ts'
import { findBundlesInput, findBundlesOutput } from './find-bundles.schema.ts'

export const findBundles = publicProcedure
  .meta({
    summary: 'What is published for a name, with proofs against the newest root on chain.',
    rest: { method: 'GET', path: '/directory/bundles' },
  })
  .input(findBundlesInput)
  .output(findBundlesOutput)
  .query(async ({ ctx, input }) => {
    const { number, masterPublicKey } = await requireGeneration(ctx.pool, undefined)
    const fromEpoch = epochAt(ctx.clock.now()) - 1
    const [bundles, [root]] = await Promise.all([
      findStoredBundles(ctx.pool, { masterPublicKey, name: input.name, fromEpoch }),
      findRoots(ctx.pool, { generation: number, limit: 1 }),
    ])
    const size = Number(root?.bundles ?? 0n)
    const log = size === 0 ? undefined : await ctx.bundleLogs.get(masterPublicKey, size)
    const prove = (position: number) =>
      root === undefined || log === undefined || position >= size
        ? null
        : {
            ...{ epoch: Number(root.epoch), size, root: root.root, txHash: root.txHash },
            path: log.inclusionPath(position, size).map((hash) => bytesToHex(hash)),
          }
    return {
      ...{ generation: number, masterPublicKey },
      bundles: bundles.map(({ bundle, epoch, position, publishedAt }) => ({
        ...{ bundle: bytesToHex(bundle), epoch, position },
        publishedAt: publishedAt.toISOString(),
        inclusion: prove(position),
      })),
    }
  })
