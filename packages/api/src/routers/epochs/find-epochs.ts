import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { findEpochsInput, findEpochsOutput } from './find-epochs.schema.ts'

export const findEpochs = publicProcedure
  .meta({ summary: 'Posted epochs, newest first, with root and file state.' })
  .input(findEpochsInput)
  .output(findEpochsOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
