import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { countryOutput } from '../../fields/capability.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { nodeCountsOutput } from '../../fields/node.ts'
import { reasonOutput } from '../../fields/reason.ts'

export const kindField = z.enum(['compute', 'bandwidth', 'egress', 'dataset'])
const count = z.string().regex(/^\d+$/)

/** A whole number as a decimal string, of at most so many bits. */
export const uintInput = (bits: number) =>
  z
    .string()
    .regex(/^(0|[1-9]\d{0,77})$/, { error: 'a whole number' })
    .transform((text) => BigInt(text))
    .refine((value) => value < 1n << BigInt(bits), { error: `below 2^${bits}` })

export const offerOutput = z.object({
  /** EIP-712 digest, by which the contract knows it. */
  offerId: hashOutput,
  kind: kindField,
  /** What one unit is. */
  unit: z.enum(['node-second', 'MiB', 'licence']),
  operator: addressOutput,
  isLocalEconomy: z.boolean(),
  /** OFFER_OPEN, or what stands in the way. */
  reason: reasonOutput,
  pricePerUnitWei: weiOutput,
  slots: z.int(),
  freeSlots: z.int(),
  /** Per slot, due even if unused. */
  minUnits: count,
  maxUnits: count,
  leftUnits: count,
  maxDurationSeconds: z.int(),
  validUntil: instantOutput,
  publishedAt: instantOutput,
  /** In the operator's pool, as of its last event. */
  stakeWei: weiOutput,
  /** Of its nodes that lend this kind. */
  countries: z.array(countryOutput),
  nodes: nodeCountsOutput,
})

/** With what a renter's wallet needs to open a lease. */
export const signedOfferOutput = offerOutput.extend({
  specHash: hashOutput,
  nonce: count,
  signature: z.string().regex(/^0x[0-9a-f]+$/),
})

/** Where a query cannot be read, in characters of its text. */
export const queryFaultOutput = z.object({ at: z.int(), length: z.int(), message: z.string() })
