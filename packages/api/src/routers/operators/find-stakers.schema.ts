import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { bpsOutput, sharesOutput, weiOutput } from '../../fields/amount.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'

export const findStakersInput = pageInput.extend({ operator: addressInput })

export const findStakersOutput = pageOf(
  z.object({
    staker: addressOutput,
    /** The operator's own stake. */
    isOperator: z.boolean(),
    shares: sharesOutput,
    valueWei: weiOutput,
    /** Part of the pool, rounded down. */
    poolShareBps: bpsOutput,
    updatedAt: instantOutput,
  }),
)
