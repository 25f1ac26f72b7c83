import { z } from 'zod'
import { capabilityField, countryInput } from '../../fields/capability.ts'
import { nodeCountsOutput, nodeOutput } from '../../fields/node.ts'
import { pageInput, pageOf } from '../../fields/page.ts'

export const findNodesInput = pageInput.extend({
  /** registered: not retired, whether or not it was ever online. */
  status: z.enum(['registered', 'online', 'verified', 'offline', 'retired']).default('registered'),
  country: countryInput.optional(),
  capability: capabilityField.optional(),
})

export const findNodesOutput = pageOf(nodeOutput).extend({
  /** Of the whole network, whatever the filters. */
  counts: nodeCountsOutput,
})
