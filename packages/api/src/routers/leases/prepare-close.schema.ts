import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { preparedOutput } from './call-fields.ts'
import { leaseIdInput } from './fields.ts'

export const prepareCloseInput = z.object({
  leaseId: leaseIdInput,
  /** Who will send it: the renter starts the thaw, the operator closes at once, anybody finalizes what is over. */
  by: addressInput,
})

export const prepareCloseOutput = preparedOutput
