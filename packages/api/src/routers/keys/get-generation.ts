import { AppError } from '@network3/core/app-error'
import { getGeneration as getStoredGeneration } from '@network3/db/queries/key/get-generation'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { getGenerationInput, getGenerationOutput } from './get-generation.schema.ts'

export const getGeneration = publicProcedure
  .meta({
    summary: 'A generation of the key-generation centre: its public key, nodes and state.',
    rest: { method: 'GET', path: '/keys/generation' },
  })
  .input(getGenerationInput)
  .output(getGenerationOutput)
  .query(async ({ ctx, input }) => {
    const { tip, generation } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      generation: await getStoredGeneration(db, input.generation),
    }))
    if (generation === undefined && input.generation !== undefined) {
      throw new AppError('NOT_FOUND', `There is no generation ${input.generation}.`)
    }
    return {
      generation:
        generation === undefined
          ? null
          : {
              ...generation,
              announcedAt: generation.announcedAt.toISOString(),
              endedAt: generation.endedAt?.toISOString() ?? null,
            },
      asOf: encodeTip(tip),
    }
  })
