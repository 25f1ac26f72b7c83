import { capabilityBits } from '@network3/core/capabilities'
import { findNodePage } from '../../domain/find-node-page.ts'
import { readNodeCounts } from '../../domain/node-counts.ts'
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
    const page = await findNodePage(ctx, `nodes-${input.status}`, { ...input, capabilityBit })
    return { ...page, counts: await readNodeCounts(ctx) }
  })
