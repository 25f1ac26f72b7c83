import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { findStakersInput, findStakersOutput } from './find-stakers.schema.ts'

export const findStakers = publicProcedure
  .meta({ summary: 'Who stakes on an operator, largest first.' })
  .input(findStakersInput)
  .output(findStakersOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
