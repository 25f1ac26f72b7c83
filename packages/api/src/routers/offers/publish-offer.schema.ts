import type { Hex } from '@network3/core/hex'
import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { hashInput } from '../../fields/hash.ts'
import { kindField, signedOfferOutput, uintInput } from './fields.ts'

/** Needs no idempotency key: the same terms are one offer. Signed as offerTypedData of packages/chain. */
export const publishOfferInput = z.object({
  operator: addressInput,
  kind: kindField,
  specHash: hashInput,
  pricePerUnitWei: uintInput(96),
  slots: z.int().min(1).max(0xffff_ffff),
  minUnits: uintInput(64),
  maxUnits: uintInput(64),
  maxDurationSeconds: z.int().min(1).max(0xffff_ffff),
  /** Unix seconds. */
  validUntil: z.int().positive().max(253_402_300_799),
  nonce: uintInput(256),
  /** 65 bytes, or what the operator's contract account wants (ERC-1271). */
  signature: z
    .string()
    .regex(/^0x(?:[0-9a-fA-F]{2}){1,4096}$/, { error: 'a signature' })
    .transform((text) => text.toLowerCase() as Hex),
})

export const publishOfferOutput = z.object({
  /** False: these very terms were published before. */
  isNew: z.boolean(),
  offer: signedOfferOutput,
})
