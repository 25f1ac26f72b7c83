import type { Hex } from '@network3/core/hex'
import { z } from 'zod'
import { sessionOutput } from './fields.ts'

/** Needs no idempotency key: the nonce is good once. */
export const signInInput = z.object({
  /** As EIP-4361 has it: domain and URI of this page, chain and nonce of session.getNonce. */
  message: z.string().max(4_096),
  /** 65 bytes, or what the contract account wants (ERC-1271, ERC-6492). */
  signature: z
    .string()
    .regex(/^0x(?:[0-9a-fA-F]{2}){1,16384}$/, { error: 'a signature' })
    .transform((text) => text.toLowerCase() as Hex),
})

export const signInOutput = sessionOutput.unwrap()
