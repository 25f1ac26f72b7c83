import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { requestFaucetInput, requestFaucetOutput } from './request-faucet.schema.ts'

export const requestFaucet = publicProcedure
  .meta({ summary: 'Sends test ETH and N3 to an address; local chain only.' })
  .input(requestFaucetInput)
  .output(requestFaucetOutput)
  .mutation(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
