import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { sharesOutput, weiOutput } from '../../fields/amount.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { reasonOutput } from '../../fields/reason.ts'

const requestState = z.enum(['thawing', 'ready', 'withdrawn', 'cancelled'])

export const findRequestsInput = pageInput.extend({
  address: addressInput,
  /** open: thawing and ready; settled: withdrawn and cancelled. */
  filter: z.enum(['all', 'open', 'settled']).default('all'),
})

export const findRequestsOutput = pageOf(
  z.object({
    /** A uint256 as a decimal string, as cancelUnstake and withdraw take it. */
    requestId: z.string().regex(/^\d+$/),
    operator: addressOutput,
    isLocalEconomy: z.boolean(),
    state: requestState,
    reason: reasonOutput,
    thawingShares: sharesOutput,
    requestedWei: weiOutput,
    /** What it would pay now; slashing lowers it. Null once settled. */
    valueWei: weiOutput.nullable(),
    settledWei: weiOutput.nullable(),
    requestedAt: instantOutput,
    unlocksAt: instantOutput,
    settledAt: instantOutput.nullable(),
  }),
).extend({ asOf: z.object({ blockNumber: z.int(), minedAt: instantOutput }) })
