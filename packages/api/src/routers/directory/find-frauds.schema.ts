import { z } from 'zod'
import { generationField } from '../keys/fields.ts'
import { dayField, nameField } from './fields.ts'

export const findFraudsInput = z.object({ generation: generationField.optional() })

export const findFraudsOutput = z.object({
  generation: generationField,
  /** Empty is what an honest centre gives. At most 100. */
  frauds: z.array(
    z.object({
      name: nameField,
      epoch: dayField,
      /** Both bundles, as verifyFraudProof and KeyDirectory.stopOnFraud take them. */
      proof: z.string().regex(/^0x[0-9a-f]+$/),
    }),
  ),
})
