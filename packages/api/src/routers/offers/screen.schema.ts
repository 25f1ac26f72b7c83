import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { hashOutput } from '../../fields/hash.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { rentSpecInput } from '../../renting/rent-spec-input.ts'
import { dimensionField } from './quote-fields.ts'

export const screenInput = pageInput.extend({
  spec: rentSpecInput,
  /** Only its offers: why did this operator not match? */
  operator: addressInput.optional(),
})

export const screenOutput = pageOf(
  z.object({
    offerId: hashOutput,
    operator: addressOutput,
    isMatch: z.boolean(),
    /** Everything it fails by; nothing when it matches. */
    failed: z.array(
      z.object({
        dimension: dimensionField,
        /** The reason of the offer's state, or <DIMENSION>_UNMET. */
        code: z.string(),
        /** With its comparison, amounts in wei: `<= 250000000000000000`. */
        need: z.string(),
        have: z.string(),
        sentence: z.string(),
      }),
    ),
  }),
).extend({
  /** Of all offers of the kind, those that match. */
  matches: z.int(),
})
