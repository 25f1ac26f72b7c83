import { parseAddress } from '@network3/core/address'
import { isAppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import { z } from 'zod'

/** An address as a person types it, parsed to lower case. A wrong checksum is refused: it is how a typo shows. */
export const addressInput = z.string().transform((value, ctx): Address => {
  try {
    return parseAddress(value)
  } catch (error) {
    if (!isAppError(error, 'ADDRESS_INVALID')) throw error
    ctx.addIssue(error.message)
    return z.NEVER
  }
})

/** EIP-55 checksummed. */
export const addressOutput = z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]{40}$/)])
