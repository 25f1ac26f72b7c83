import { z } from 'zod'

/** What a site answers about the market, as far as it is used here (packages/api/src/routers/{offers,leases}). */
const address = z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]{40}$/)])
const hash = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)])
export const hex = z.templateLiteral(['0x', z.string().regex(/^(?:[0-9a-fA-F]{2})*$/)])
export const count = z.string().regex(/^\d+$/)
const instant = z.iso.datetime({ precision: 3 })
const reason = z.object({ code: z.string(), sentence: z.string(), nextStep: z.string().nullable() })
const kind = z.enum(['compute', 'bandwidth', 'egress', 'dataset'])

const offerAnswer = z.object({
  offerId: hash,
  kind,
  unit: z.string(),
  operator: address,
  reason,
  pricePerUnitWei: count,
  slots: z.int(),
  freeSlots: z.int(),
  minUnits: count,
  maxUnits: count,
  leftUnits: count,
  maxDurationSeconds: z.int(),
  validUntil: instant,
  countries: z.array(z.string()),
  nodes: z.object({ registered: z.int(), online: z.int(), verified: z.int() }),
})

export const offersAnswer = z.object({
  items: z.array(offerAnswer),
  nextCursor: z.string().nullable(),
  fault: z.object({ at: z.int(), length: z.int(), message: z.string() }).nullable(),
})

export const signedOfferAnswer = offerAnswer.extend({ specHash: hash, nonce: count, signature: hex })

export const screenAnswer = z.object({
  items: z.array(
    z.object({
      offerId: hash,
      operator: address,
      isMatch: z.boolean(),
      failed: z.array(
        z.object({
          dimension: z.string(),
          code: z.string(),
          need: z.string(),
          have: z.string(),
          sentence: z.string(),
        }),
      ),
    }),
  ),
  nextCursor: z.string().nullable(),
})

export const quoteAnswer = z.object({
  quoteId: z.string(),
  expiresAt: instant,
  kind,
  unit: z.string(),
  lines: z.array(
    z.object({
      offerId: hash,
      operator: address,
      slots: z.int(),
      units: count,
      pricePerUnitWei: count,
      amountWei: count,
      durationSeconds: z.int(),
    }),
  ),
  totalWei: count,
  /** Units that no offer has; 0 when all is there. */
  unfilled: count,
  reason,
  /** What would fit if one dimension were wider; only when something is unfilled. */
  alternatives: z.array(z.object({ dimension: z.string(), have: z.string(), sentence: z.string() })),
})

export const preparedAnswer = z.object({
  chainId: z.int(),
  calls: z.array(z.object({ to: address, data: hex, valueWei: count, does: z.string(), says: z.string() })),
  totalWei: count,
  says: z.array(z.string()),
  expiresAt: instant,
})

export const leaseAnswer = z.object({
  leaseId: count,
  offerId: hash,
  kind,
  unit: z.string(),
  operator: address,
  renter: address,
  voucherSigner: address,
  state: z.enum(['open', 'overdue', 'closing', 'finalizable', 'closed']),
  reason,
  slots: z.int(),
  units: count,
  minUnits: count,
  redeemedUnits: count,
  pricePerUnitWei: count,
  paidWei: count,
  refundedWei: count,
  escrowWei: count,
  openedAt: instant,
  expiresAt: instant,
  thawEndsAt: instant.nullable(),
  /** When anybody may settle it, which frees its slots; null once it is closed. */
  finalizableAt: instant.nullable(),
  closedAt: instant.nullable(),
  /** What its vouchers have to reach, what they reach, and what of it was paid out. */
  usage: z.object({ dueUnits: count, vouchedUnits: count, redeemedUnits: count }),
  /** How long the rest lasts, as a sentence. */
  runway: z.object({ unitsLeft: count, says: z.string() }),
})

export const leasesAnswer = z.object({ items: z.array(leaseAnswer), nextCursor: z.string().nullable() })

export type Offer = z.infer<typeof offerAnswer>
export type SignedOffer = z.infer<typeof signedOfferAnswer>
export type Quote = z.infer<typeof quoteAnswer>
export type Lease = z.infer<typeof leaseAnswer>
