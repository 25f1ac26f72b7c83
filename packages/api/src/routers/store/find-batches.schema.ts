import { addressInput } from '../../fields/address.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { asOfOutput, batchOutput } from './fields.ts'

export const findBatchesInput = pageInput.extend({
  /** Whose remaining allowance to tell. */
  wallet: addressInput.optional(),
})

export const findBatchesOutput = pageOf(batchOutput).extend({ asOf: asOfOutput })
