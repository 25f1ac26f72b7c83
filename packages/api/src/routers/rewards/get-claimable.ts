import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { getClaimableInput, getClaimableOutput } from './get-claimable.schema.ts'

export const getClaimable = publicProcedure
  .meta({ summary: 'What an operator can claim now, with the proof; or why there is nothing.' })
  .input(getClaimableInput)
  .output(getClaimableOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
