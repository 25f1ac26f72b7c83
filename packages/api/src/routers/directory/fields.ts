import { z } from 'zod'

/** did:n3:<address>#<label> */
export const nameField = z.string().min(1).max(255)
/** A self-certified public key, as hex: 171 to 425 bytes. */
export const bundleField = z
  .string()
  .toLowerCase()
  .regex(/^0x(?:[0-9a-f]{2}){171,425}$/, 'not a bundle as hex')
/** Day since 1970. */
export const dayField = z.int().min(0)
/** Number of a bundle in its centre's log, from 0. */
export const positionField = z.int().min(0)
/** 32-byte hashes, from the leaf upwards. */
export const pathField = z.array(z.string().regex(/^0x[0-9a-f]{64}$/))
