import { z } from 'zod'
import { instantOutput } from '../../fields/instant.ts'

export const getNonceInput = z.object({}).optional()

export const getNonceOutput = z.object({
  /** For the Nonce line of the message; good once, in this browser only. */
  nonce: z.string(),
  expiresAt: instantOutput,
  /** For its Chain ID line. */
  chainId: z.int(),
})
