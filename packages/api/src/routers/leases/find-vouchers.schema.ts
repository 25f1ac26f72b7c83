import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { unitsOutput } from './fields.ts'

export const findVouchersInput = pageInput.extend({
  /** Default: of all operators. */
  operator: addressInput.optional(),
})

export const findVouchersOutput = pageOf(
  z.object({
    leaseId: z.string().regex(/^\d+$/),
    operator: addressOutput,
    cumulativeUnits: unitsOutput,
    redeemedUnits: unitsOutput,
    /** What redeeming it moves out of the escrow: to the operator, less the fee that is burned. */
    amountWei: weiOutput,
    /** The session key's: anybody may bring it to LeaseMarket.redeemMany. */
    signature: z.string().regex(/^0x[0-9a-f]+$/),
    signedAt: instantOutput,
    /** From then on anybody may close the lease, and the voucher with it pays no more. */
    redeemBefore: instantOutput,
  }),
)
