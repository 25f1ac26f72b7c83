import { isHex } from '@network3/core/hex'
import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { generationField, keyEpochOutput } from './fields.ts'

export const findRevocationsInput = pageInput.extend({
  generation: generationField,
  /** keccak256 of the name's bytes: only those of one name. */
  nameHash: z
    .string()
    .toLowerCase()
    .refine((value) => isHex(value, 32), { error: '32 bytes as hex' })
    .transform((value): `0x${string}` => `0x${value.slice(2)}`)
    .optional(),
})

export const findRevocationsOutput = pageOf(
  z.object({
    generation: generationField,
    nameHash: hashOutput,
    /** Null: every key of the name. */
    userPoint: hashOutput.nullable(),
    /** From this day on (days since 1970) nothing of the key counts. */
    epoch: keyEpochOutput,
    revokedBy: addressOutput,
    revokedAt: instantOutput,
    txHash: hashOutput,
  }),
)
