import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { findActivityInput, findActivityOutput } from './find-activity.schema.ts'

export const findActivity = publicProcedure
  .meta({ summary: 'Events of the contracts, newest first, by operator, account, node or name.' })
  .input(findActivityInput)
  .output(findActivityOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
