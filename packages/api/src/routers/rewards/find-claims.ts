import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { findClaimsInput, findClaimsOutput } from './find-claims.schema.ts'

export const findClaims = publicProcedure
  .meta({ summary: 'The claims of an operator on chain, newest first.' })
  .input(findClaimsInput)
  .output(findClaimsOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
