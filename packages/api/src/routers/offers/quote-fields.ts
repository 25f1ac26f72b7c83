import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { reasonOutput } from '../../fields/reason.ts'
import { kindField } from './fields.ts'

const units = z.string().regex(/^\d+$/)

export const quoteIdField = z.string().regex(/^[A-Za-z0-9_-]{22}$/, { error: 'the id of a quote' })

/** What an offer can fail by. */
export const dimensionField = z.enum([
  ...['kind', 'price', 'slots', 'units', 'duration', 'country', 'verified', 'online', 'stake', 'nodes'],
  ...['operator', 'state', 'minimum', 'query', 'runs'],
] as const)

export const quoteOutput = z.object({
  quoteId: quoteIdField,
  madeAt: instantOutput,
  /** Until then leases.prepare takes it. */
  expiresAt: instantOutput,
  kind: kindField,
  unit: z.enum(['node-second', 'MiB', 'licence']),
  /** One lease each, cheapest first. */
  lines: z.array(
    z.object({
      offerId: hashOutput,
      operator: addressOutput,
      slots: z.int(),
      units,
      pricePerUnitWei: weiOutput,
      amountWei: weiOutput,
      /** Due even if unused, unless the operator closes. */
      minUnits: units,
      /** How long the lease runs. */
      durationSeconds: z.int(),
    }),
  ),
  totalWei: weiOutput,
  /** Units asked for that no offer fills. */
  unfilled: units,
  /** QUOTE_FULL or QUOTE_PARTIAL. */
  reason: reasonOutput,
  /** What else would fit if one dimension were wider; only when something is unfilled. */
  alternatives: z.array(
    z.object({ dimension: dimensionField, offers: z.int(), have: z.string(), sentence: z.string() }),
  ),
})
