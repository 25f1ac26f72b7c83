import { prepareLeases } from '../../renting/prepare-leases.ts'
import { readQuote } from '../../renting/read-quote.ts'
import { publicProcedure } from '../../trpc.ts'
import { prepareInput, prepareOutput } from './prepare.schema.ts'

export const prepare = publicProcedure
  .meta({
    summary:
      'The one transaction that opens all leases of a quote, tried on the chain before it is answered.',
    rest: { method: 'GET', path: '/leases/prepare' },
  })
  .input(prepareInput)
  .output(prepareOutput)
  .query(async ({ ctx, input: { quoteId, renter, voucherSigner } }) =>
    prepareLeases(ctx, { quote: await readQuote(ctx.pool, quoteId), renter, voucherSigner }),
  )
