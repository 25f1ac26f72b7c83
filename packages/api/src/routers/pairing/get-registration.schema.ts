import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'

export const getRegistrationInput = z.object({ node: addressInput })

export const getRegistrationOutput = z.object({
  /** Null for a node never registered; kept after retirement. */
  operator: addressOutput.nullable(),
  isRetired: z.boolean(),
  /** What the next registration must carry, decimal. */
  nonce: z.string(),
})
