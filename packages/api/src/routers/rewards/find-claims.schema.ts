import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'

export const findClaimsInput = pageInput.extend({ operator: addressInput })

export const findClaimsOutput = pageOf(
  z.object({
    epoch: z.int(),
    claimedAt: instantOutput,
    blockNumber: z.int(),
    logIndex: z.int(),
    txHash: hashOutput,
    /** commission + toPool. */
    amountWei: weiOutput,
    commissionWei: weiOutput,
    toPoolWei: weiOutput,
    /** The commission was staked for the operator, whose self-stake was below the minimum, not paid to its wallet. */
    isLockedAsStake: z.boolean(),
    cumulativeClaimedWei: weiOutput,
  }),
)
