import { capabilityBits } from '@network3/core/capabilities'
import { findNodePage } from '../../domain/find-node-page.ts'
import { readNodeCounts } from '../../domain/node-counts.ts'
import { readStandingClock } from '../../domain/standing-clock.ts'
import { publicProcedure } from '../../trpc.ts'
import { findNodesInput, findNodesOutput } from './find-nodes.schema.ts'

export const findNodes = publicProcedure
  .meta({
    summary: 'Nodes of the network by standing, country and capability, newest first; counts of all.',
    rest: { method: 'GET', path: '/nodes' },
  })
  .input(findNodesInput)
  .output(findNodesOutput)
  .query(async ({ ctx, input: { capability, ...input } }) => {
    const capabilityBit = capability === undefined ? undefined : capabilityBits[capability]
    const clock = await readStandingClock(ctx)
    const page = await findNodePage(ctx, clock, `nodes-${input.status}`, { ...input, capabilityBit })
    return { ...page, counts: await readNodeCounts(ctx, clock) }
  })
