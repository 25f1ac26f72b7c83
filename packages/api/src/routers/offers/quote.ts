import { addQuote } from '@network3/db/write/quotes'
import { readOfferClock } from '../../domain/offer-clock.ts'
import { makeQuote } from '../../renting/make-quote.ts'
import { readConditions } from '../../renting/read-conditions.ts'
import { publicProcedure } from '../../trpc.ts'
import { quoteInput } from './quote.schema.ts'
import { quoteOutput } from './quote-fields.ts'

export const quote = publicProcedure
  .meta({
    summary: 'A price for units, or for nodes by the hour, filled from the cheapest offers, held a minute.',
    rest: { method: 'POST', path: '/quotes' },
  })
  .input(quoteInput)
  .output(quoteOutput)
  .mutation(async ({ ctx, input: { spec, want: asked, budgetWei } }) => {
    const conditions = readConditions(spec)
    const clock = await readOfferClock(ctx)
    const body = await makeQuote(ctx.pool, clock, { spec, conditions, asked, budgetWei })
    const { quoteId: id, madeAt, expiresAt } = body
    await addQuote(ctx.pool, { id, madeAt: new Date(madeAt), expiresAt: new Date(expiresAt), body })
    return body
  })
