import { z } from 'zod'

/** Largest uint256, the most any contract field can hold. */
const MAXIMUM = 2n ** 256n - 1n

/** An amount in the smallest unit as a decimal string; parsed to bigint. */
export const amountInput = z
  .string()
  .regex(/^\d{1,78}$/, { error: 'an amount in wei as a decimal string' })
  .transform((value) => BigInt(value))
  .refine((value) => value <= MAXIMUM, { error: 'more than a uint256 can hold' })

/** Wei (10^18 per N3) as a decimal string: plain JSON, exact, no float anywhere. */
export const weiOutput = z.string().regex(/^\d+$/)

/** Wei that may be negative, such as a gain. */
export const signedWeiOutput = z.string().regex(/^-?\d+$/)

/** Pool shares, which are not N3: shares × price = assets. */
export const sharesOutput = z.string().regex(/^\d+$/)

/** Parts of 10,000: 1250 is 12.5 %. */
export const bpsOutput = z.int()
