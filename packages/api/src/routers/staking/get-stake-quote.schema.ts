import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { amountInput, bpsOutput, sharesOutput, weiOutput } from '../../fields/amount.ts'
import { explainedAprOutput } from '../../fields/apr.ts'
import { instantOutput } from '../../fields/instant.ts'
import { reasonOutput } from '../../fields/reason.ts'

export const getStakeQuoteInput = z.object({ operator: addressInput, assetsWei: amountInput })

export const getStakeQuoteOutput = z.object({
  operator: addressOutput,
  assetsWei: weiOutput,
  /** Shares the stake would buy, rounded down as the contract does. */
  shares: sharesOutput,
  /** What those shares would be worth right afterwards: at most assetsWei, within rounding. */
  valueAfterWei: weiOutput,
  poolAssetsAfterWei: weiOutput,
  /** Part of the pool that would be the staker's, rounded down. */
  poolShareBps: bpsOutput,
  /** Estimated with the new stake in the denominator: one's own stake dilutes the return. */
  apr: explainedAprOutput,
  commissionBps: bpsOutput,
  minimumStakeWei: weiOutput,
  thawSeconds: z.int(),
  /** Null when the contract would take it. */
  refusal: reasonOutput.nullable(),
  asOf: z.object({ blockNumber: z.int(), minedAt: instantOutput }),
})
