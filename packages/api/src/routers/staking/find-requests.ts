import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { findRequestsInput, findRequestsOutput } from './find-requests.schema.ts'

export const findRequests = publicProcedure
  .meta({ summary: 'The unstake requests of an address with state, unlock time and present value.' })
  .input(findRequestsInput)
  .output(findRequestsOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
