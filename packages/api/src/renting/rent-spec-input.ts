import { isCountryCode } from '@network3/core/countries'
import { jobKinds } from '@network3/core/jobs/job-terms'
import { MAX_QUERY_LENGTH } from '@network3/core/market/parse-query'
import { z } from 'zod'
import { amountInput } from '../fields/amount.ts'
import { countryInput } from '../fields/capability.ts'
import { kindField } from '../routers/offers/fields.ts'

/** A number of units: what an offer or a lease can hold. */
export const unitsInput = z
  .string()
  .regex(/^[1-9]\d{0,19}$/, { error: 'a whole number above 0' })
  .transform((text) => BigInt(text))
  .refine((value) => value < 1n << 64n, { error: 'below 2^64' })

const uint32 = z.int().min(1).max(0xffff_ffff)

/** What is wanted of an offer; every part but the kind may be left open. */
export const rentSpecInput = z.strictObject({
  kind: kindField,
  /** In the query language, beside the rest: price < 0.25 and not country = DE. Its order is not looked at. */
  query: z
    .string()
    .max(MAX_QUERY_LENGTH * 2)
    .optional(),
  /** Slots free now. Of a quote: slots of all its leases together. */
  slots: uint32.optional(),
  /** Units an offer has left. */
  units: unitsInput.optional(),
  /** A lease runs at least as long, seconds. */
  durationSeconds: uint32.optional(),
  maxPricePerUnitWei: amountInput.optional(),
  /** Nodes in any of them. */
  countries: z
    .array(countryInput.refine(isCountryCode, { error: 'a country code of ISO 3166-1' }))
    .max(50)
    .optional(),
  /** True: a node of it passed its check. */
  isVerified: z.boolean().optional(),
  /** True: a node of it is online now. */
  isOnline: z.boolean().optional(),
  /** A verified node of it runs such jobs now. */
  runs: z.enum(jobKinds).optional(),
  /** In the operator's pool. */
  minStakeWei: amountInput.optional(),
  /** Registered nodes of the operator that lend this kind. */
  nodes: uint32.optional(),
})
