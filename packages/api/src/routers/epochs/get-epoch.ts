import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { getEpochInput, getEpochOutput } from './get-epoch.schema.ts'

export const getEpoch = publicProcedure
  .meta({ summary: 'One posted epoch with totals and pools from its verified file.' })
  .input(getEpochInput)
  .output(getEpochOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
