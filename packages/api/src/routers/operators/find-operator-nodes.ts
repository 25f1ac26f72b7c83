import { findNodePage } from '../../domain/find-node-page.ts'
import { readStandingClock } from '../../domain/standing-clock.ts'
import { publicProcedure } from '../../trpc.ts'
import { findOperatorNodesInput, findOperatorNodesOutput } from './find-operator-nodes.schema.ts'

export const findOperatorNodes = publicProcedure
  .meta({
    summary: 'The nodes of an operator with their standing, newest first, retired ones included.',
    rest: { method: 'GET', path: '/operators/{operator}/nodes' },
  })
  .input(findOperatorNodesInput)
  .output(findOperatorNodesOutput)
  .query(async ({ ctx, input }) => findNodePage(ctx, await readStandingClock(ctx), 'operator-nodes', input))
