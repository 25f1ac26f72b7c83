import { AppError } from '@network3/core/app-error'
import { bytesToHex } from 'viem'
import { requireGeneration } from '../../directory/require-generation.ts'
import { publicProcedure } from '../../trpc.ts'
import { getConsistencyInput, getConsistencyOutput } from './get-consistency.schema.ts'

export const getConsistency = publicProcedure
  .meta({
    summary: 'Proves that the directory only grew between two of its sizes.',
    rest: { method: 'GET', path: '/directory/consistency' },
  })
  .input(getConsistencyInput)
  .output(getConsistencyOutput)
  .query(async ({ ctx, input }) => {
    const { before, size } = input
    const { number, masterPublicKey } = await requireGeneration(ctx.pool, input.generation)
    const log = await ctx.bundleLogs.get(masterPublicKey, size)
    if (log === undefined) throw new AppError('NOT_FOUND', `The directory does not hold ${size} bundles yet.`)
    return {
      ...{ generation: number, before, size },
      ...{ rootBefore: bytesToHex(log.root(before)), root: bytesToHex(log.root(size)) },
      path: log.consistencyPath(before, size).map((hash) => bytesToHex(hash)),
    }
  })
