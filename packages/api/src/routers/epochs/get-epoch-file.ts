import { AppError } from '@network3/core/app-error'
import { getEpochFile as getStoredFile } from '@network3/db/queries/epoch/get-epoch-file'
import { requireEpoch } from '../../require-epoch.ts'
import { publicProcedure } from '../../trpc.ts'
import { getEpochFileInput, getEpochFileOutput } from './get-epoch-file.schema.ts'

export const getEpochFile = publicProcedure
  .meta({
    summary: 'The published file of an epoch, byte for byte.',
    rest: { method: 'GET', path: '/epochs/{epoch}/file' },
  })
  .input(getEpochFileInput)
  .output(getEpochFileOutput)
  .query(async ({ ctx, input }) => {
    const { dataHash } = await requireEpoch(ctx.pool, input.epoch)
    const file = await getStoredFile(ctx.prisma, dataHash)
    if (file === undefined)
      throw new AppError('NOT_FOUND', `The file of epoch ${input.epoch} was not fetched yet.`)
    return { epoch: input.epoch, dataHash, content: file.content, fetchedAt: file.fetchedAt.toISOString() }
  })
