import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { reasonOutput } from '../../fields/reason.ts'

export const findDueInput = pageInput.extend({
  /** finalize: leases that are over. settle-usage: claims of measured usage whose window is over. */
  act: z.enum(['finalize', 'settle-usage']),
  /** Default: of all operators. */
  operator: addressInput.optional(),
})

export const findDueOutput = pageOf(
  z.object({
    leaseId: z.string().regex(/^\d+$/),
    operator: addressOutput,
    renter: addressOutput,
    reason: reasonOutput,
    /** Since when anybody may do it. */
    dueSince: instantOutput,
    /** What it moves out of the escrow: to the operator, fee included, and back to the renter. */
    toOperatorWei: weiOutput,
    toRenterWei: weiOutput,
    /** Slots it frees; settling a claim frees none. */
    slots: z.int(),
    /** No slot of its offer is free. */
    isOfferFull: z.boolean(),
    /** What its voucher would pay: it is lost to the operator when the lease is finalized first. */
    voucherWei: weiOutput,
  }),
)
