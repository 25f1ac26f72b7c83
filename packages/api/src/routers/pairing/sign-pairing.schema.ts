import type { Hex } from '@network3/core/hex'
import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { codeInput, pairingOutput } from './fields.ts'

/** Needs no idempotency key: the same wallet may sign again. */
export const signPairingInput = z.object({
  code: codeInput,
  operator: addressInput,
  /** The operator's over the Registration: 65 bytes, or what its contract account wants (ERC-1271). */
  signature: z
    .string()
    .regex(/^0x(?:[0-9a-fA-F]{2}){1,4096}$/, 'a signature')
    .transform((text) => text.toLowerCase() as Hex),
})

export const signPairingOutput = pairingOutput
