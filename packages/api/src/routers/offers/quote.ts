import { addQuote } from '@network3/db/write/quotes'
import { readOfferClock } from '../../domain/offer-clock.ts'
import { makeQuote } from '../../renting/make-quote.ts'
import { readConditions } from '../../renting/read-conditions.ts'
import { readQuote } from '../../renting/read-quote.ts'
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
    const quoteId = Buffer.from(ctx.operation.secret('quote')).toString('base64url', 0, 16)
    const body = await makeQuote(ctx.pool, clock, { quoteId, spec, conditions, asked, budgetWei })
    const [madeAt, expiresAt] = [new Date(body.madeAt), new Date(body.expiresAt)]
    const isNew = await addQuote(ctx.pool, { id: quoteId, madeAt, expiresAt, body })
    // Asked once more after its answer was lost: the price that was promised then.
    return isNew ? body : readQuote(ctx.pool, quoteId)
  })
