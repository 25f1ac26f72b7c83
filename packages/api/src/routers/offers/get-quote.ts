import { readQuote } from '../../renting/read-quote.ts'
import { publicProcedure } from '../../trpc.ts'
import { getQuoteInput } from './get-quote.schema.ts'
import { quoteOutput } from './quote-fields.ts'

export const getQuote = publicProcedure
  .meta({
    summary: 'A quote as it was answered, for an hour after its price was promised.',
    rest: { method: 'GET', path: '/quotes/{quoteId}' },
  })
  .input(getQuoteInput)
  .output(quoteOutput)
  .query(({ ctx, input }) => readQuote(ctx.pool, input.quoteId))
