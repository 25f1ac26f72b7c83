import { z } from 'zod'
import { amountInput } from '../../fields/amount.ts'
import { rentSpecInput, unitsInput } from '../../renting/rent-spec-input.ts'

export const quoteInput = z.object({
  spec: rentSpecInput,
  /** Units of the kind; or, of compute, so many nodes at one time for so many hours. */
  want: z.union([
    z.strictObject({ units: unitsInput }),
    z.strictObject({
      nodes: z.int().min(1).max(10_000),
      hours: z.number().positive().max(100_000),
    }),
  ]),
  /** Most that all leases together may cost. */
  budgetWei: amountInput.optional(),
})
