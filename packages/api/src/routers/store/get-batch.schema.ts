import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { asOfOutput, batchOutput } from './fields.ts'

export const getBatchInput = z.object({
  batchId: z
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  wallet: addressInput.optional(),
})

export const getBatchOutput = batchOutput.extend({ asOf: asOfOutput })
