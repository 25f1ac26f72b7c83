import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'

export const findOperatorEpochsInput = pageInput.extend({ operator: addressInput })

/** One node's part of an epoch with the inputs and factors of the score, as the verified file has them. */
export const nodeRewardOutput = z.object({
  node: addressOutput,
  amountWei: weiOutput,
  inputs: z.record(z.string(), z.json()),
})

export const findOperatorEpochsOutput = pageOf(
  z.object({
    epoch: z.int(),
    startsAt: instantOutput,
    endsAt: instantOutput,
    amountWei: weiOutput,
    cumulativeWei: weiOutput,
    nodeCount: z.int(),
    /** The ten best-earning nodes; operators.findEpochNodes has all of them. */
    nodes: z.array(nodeRewardOutput),
  }),
)
