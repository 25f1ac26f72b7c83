import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { getEpochProofInput, getEpochProofOutput } from './get-epoch-proof.schema.ts'

export const getEpochProof = publicProcedure
  .meta({ summary: 'The Merkle proof of an operator in one verified epoch.' })
  .input(getEpochProofInput)
  .output(getEpochProofOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
