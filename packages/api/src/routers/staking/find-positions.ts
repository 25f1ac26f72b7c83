import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { findPositionsInput, findPositionsOutput } from './find-positions.schema.ts'

export const findPositions = publicProcedure
  .meta({ summary: 'The stake positions of an address with their present value and gain.' })
  .input(findPositionsInput)
  .output(findPositionsOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
