import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { instantOutput } from '../../fields/instant.ts'
import { nodeOutput } from '../../fields/node.ts'

export const getNodeInput = z.object({ node: addressInput })

export const getNodeOutput = nodeOutput.extend({
  /** The epoch its standing is of. */
  epoch: z.int(),
  session: z
    .object({
      /** The gateway process that holds it. */
      gateway: z.string(),
      /** Name and version of its software, by its own word. */
      agent: z.string(),
      onlineSince: instantOutput,
      offlineAt: instantOutput.nullable(),
      memoryBytes: z.string().regex(/^\d+$/),
      kinds: z.array(z.string()),
      classes: z.array(z.string()),
    })
    .nullable(),
  lastCheck: z.object({ epoch: z.int(), isValid: z.boolean(), isLate: z.boolean() }).nullable(),
})
