import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { hashInput, hashOutput } from '../../fields/hash.ts'
import { kindField, uintInput } from './fields.ts'

const uint32 = z.int().min(1).max(0xffff_ffff)

export const getTemplateInput = z.object({
  operator: addressInput,
  kind: kindField,
  pricePerUnitWei: uintInput(96),
  slots: uint32.default(1),
  /** Per slot, due even if unused. */
  minUnits: uintInput(64).default(0n),
  /** Of all leases together. */
  maxUnits: uintInput(64),
  maxDurationSeconds: uint32.default(3_600),
  /** How long it can be taken, from now. */
  validSeconds: z
    .int()
    .min(60)
    .max(10 * 365 * 86_400)
    .default(30 * 86_400),
  /** Hash of what is offered; default: that of nothing said. */
  specHash: hashInput.optional(),
})

const text = z.string()
const typedField = z.object({ name: text, type: text })

export const getTemplateOutput = z.object({
  /** The digest that is signed, by which the contract will know it. */
  offerId: hashOutput,
  /** For eth_signTypedData_v4, as it is; numbers are decimal strings. */
  typedData: z.object({
    domain: z.object({ name: text, version: text, chainId: z.int(), verifyingContract: text }),
    types: z.record(text, z.array(typedField)),
    primaryType: z.literal('Offer'),
    message: z.record(text, z.union([text, z.int()])),
  }),
  /** What offers.publish takes, but for the signature. */
  publish: z.object({
    ...{ operator: text, kind: kindField, specHash: hashOutput, pricePerUnitWei: text, slots: z.int() },
    ...{ minUnits: text, maxUnits: text, maxDurationSeconds: z.int(), validUntil: z.int(), nonce: text },
  }),
})
