import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { preparedOutput } from './call-fields.ts'
import { leaseIdInput } from './fields.ts'

/** What one transaction redeems at most. */
export const MAX_VOUCHERS = 50

export const prepareRedeemInput = z.object({
  /** Whose vouchers; it need not send them itself. */
  operator: addressInput,
  /** Default: of all its leases, up to fifty. */
  leaseIds: z.array(leaseIdInput).min(1).max(MAX_VOUCHERS).optional(),
})

export const prepareRedeemOutput = preparedOutput.extend({
  vouchers: z.int(),
  /** What moves out of escrow: to the operator, less the fee that is burned. */
  amountWei: weiOutput,
})
