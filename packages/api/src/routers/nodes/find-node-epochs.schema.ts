import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'

export const findNodeEpochsInput = pageInput.extend({ node: addressInput })

export const findNodeEpochsOutput = pageOf(
  z.object({
    epoch: z.int(),
    startsAt: instantOutput,
    /** Null where the verified file of the epoch does not list the node. */
    reward: z.object({ amountWei: weiOutput, inputs: z.record(z.string(), z.json()) }).nullable(),
  }),
)
