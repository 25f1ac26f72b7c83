import { type Address, type Hex, isHex } from '@network3/core/hex'
import * as z from 'zod/mini'

const address = z.custom<Address>((value) => typeof value === 'string' && isHex(value, 20))
const hash = z.custom<Hex>((value) => typeof value === 'string' && isHex(value, 32))
const bytes = z.custom<Hex>((value) => typeof value === 'string' && /^0x(?:[0-9a-fA-F]{2})+$/.test(value))

/** What seals and opens messages: made in the page under the session key's own name, renewed each day. */
const sealing = z.object({
  masterPublicKey: hash,
  userSecret: bytes,
  grant: z.optional(z.object({ fromEpoch: z.int(), toEpoch: z.int(), signature: bytes })),
  /** One per day, newest first. */
  keys: z.array(bytes),
})

/**
 * The key that speaks for a lease: it signs jobs and vouchers and opens results. Whoever has it can spend what is left of
 * the lease, never more, and nothing of the wallet.
 */
export const sessionKeySchema = z.object({
  version: z.literal(1),
  chainId: z.int(),
  /** The voucherSigner of a lease. */
  address,
  privateKey: hash,
  /** ISO. */
  createdAt: z.string(),
  sealing: z.optional(sealing),
  /** The same under generations of the key-generation centre before it, newest first: what was sealed then stays to be opened. */
  earlier: z.optional(z.array(sealing)),
})

export type SessionKey = z.infer<typeof sessionKeySchema>
export type KeptSealing = z.infer<typeof sealing>

/** Reads a file that was downloaded here. Undefined for anything else. */
export function parseSessionKey(text: string): SessionKey | undefined {
  try {
    const result = sessionKeySchema.safeParse(JSON.parse(text))
    return result.success ? result.data : undefined
  } catch {
    return undefined
  }
}
