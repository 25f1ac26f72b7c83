import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { getFaucetInput, getFaucetOutput } from './get-faucet.schema.ts'

export const getFaucet = publicProcedure
  .meta({ summary: 'Whether this chain has a faucet, and what it gives.' })
  .input(getFaucetInput)
  .output(getFaucetOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
