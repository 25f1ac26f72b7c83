import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'

export const findActivityInput = pageInput.extend({
  operator: addressInput.optional(),
  /** Whoever acted: staker, claimant, sender. */
  account: addressInput.optional(),
  node: addressInput.optional(),
  /** An event's name in the ABI: Staked, Claimed, RootPosted… */
  name: z
    .string()
    .regex(/^[A-Z][A-Za-z0-9]{1,63}$/)
    .optional(),
})

export const activityOutput = z.object({
  /** block-logIndex: unique on one chain, and sorts as the chain did. */
  id: z.string(),
  blockNumber: z.int(),
  logIndex: z.int(),
  minedAt: instantOutput,
  txHash: hashOutput,
  contract: z.string(),
  name: z.string(),
  operator: addressOutput.nullable(),
  account: addressOutput.nullable(),
  node: addressOutput.nullable(),
  amountWei: weiOutput.nullable(),
})

export const findActivityOutput = pageOf(
  activityOutput.extend({
    /** latest may still be reorganised away; finalized may not. */
    finality: z.enum(['latest', 'safe', 'finalized']),
  }),
)
