import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { bpsOutput, sharesOutput, signedWeiOutput, weiOutput } from '../../fields/amount.ts'
import { aprOutput } from '../../fields/apr.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'

export const findPositionsInput = pageInput.extend({ address: addressInput })

export const findPositionsOutput = pageOf(
  z.object({
    operator: addressOutput,
    isLocalEconomy: z.boolean(),
    /** The staker is the operator itself. */
    isOwnPool: z.boolean(),
    shares: sharesOutput,
    /** What the shares are worth at the last indexed block, rounded down as the contract does. */
    valueWei: weiOutput,
    /** Open unstake requests on this pool, at their present value. */
    thawingWei: weiOutput,
    stakedWei: weiOutput,
    takenWei: weiOutput,
    /** value + thawing + taken − staked. */
    gainWei: signedWeiOutput,
    poolShareBps: bpsOutput,
    commissionBps: bpsOutput,
    apr: aprOutput,
    updatedAt: instantOutput,
  }),
).extend({
  totals: z.object({ positionCount: z.int(), valueWei: weiOutput, thawingWei: weiOutput }),
  asOf: z.object({ blockNumber: z.int(), minedAt: instantOutput }),
})
