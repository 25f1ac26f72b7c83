import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { findOperatorEpochsInput, findOperatorEpochsOutput } from './find-operator-epochs.schema.ts'

export const findOperatorEpochs = publicProcedure
  .meta({ summary: 'What an operator earned in each verified epoch, with the inputs of its best nodes.' })
  .input(findOperatorEpochsInput)
  .output(findOperatorEpochsOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
