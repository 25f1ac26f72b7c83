import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { getStakeQuoteInput, getStakeQuoteOutput } from './get-stake-quote.schema.ts'

export const getStakeQuote = publicProcedure
  .meta({ summary: 'What a stake would buy: shares, part of the pool, estimated APR with its inputs.' })
  .input(getStakeQuoteInput)
  .output(getStakeQuoteOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
