import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { findOperatorsInput, findOperatorsOutput } from './find-operators.schema.ts'

export const findOperators = publicProcedure
  .meta({ summary: 'The leaderboard: window, sort, filters, search by address prefix, keyset paging.' })
  .input(findOperatorsInput)
  .output(findOperatorsOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
