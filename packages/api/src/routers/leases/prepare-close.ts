import { prepareClose as prepareCloseOf } from '../../renting/prepare-close.ts'
import { publicProcedure } from '../../trpc.ts'
import { prepareCloseInput, prepareCloseOutput } from './prepare-close.schema.ts'

export const prepareClose = publicProcedure
  .meta({
    summary: 'The one transaction that ends a lease, for whoever sends it, tried on the chain first.',
    rest: { method: 'GET', path: '/leases/{leaseId}/prepare-close' },
  })
  .input(prepareCloseInput)
  .output(prepareCloseOutput)
  .query(({ ctx, input }) => prepareCloseOf(ctx, input))
