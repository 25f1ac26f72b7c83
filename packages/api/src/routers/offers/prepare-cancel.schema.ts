import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { preparedOutput } from '../leases/call-fields.ts'
import { uintInput } from './fields.ts'

export const prepareCancelInput = z.object({
  operator: addressInput,
  /** All its offers with this nonce. */
  nonce: uintInput(256),
  /** Also all with nonces below it. */
  andBelow: z.boolean().default(false),
})

export const prepareCancelOutput = preparedOutput.extend({
  /** Offers of now that it withdraws. */
  offers: z.int(),
})
