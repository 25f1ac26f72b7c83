import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { getEpochFileInput, getEpochFileOutput } from './get-epoch-file.schema.ts'

export const getEpochFile = publicProcedure
  .meta({ summary: 'The published file of an epoch, byte for byte.' })
  .input(getEpochFileInput)
  .output(getEpochFileOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
