import type { OfferStateReasonCode } from './offer-reasons.ts'

export type OfferTerms = {
  slots: number
  /** Per slot, due even if unused. */
  minUnits: bigint
  maxUnits: bigint
  validUntil: Date
}

/** What the chain knows about an offer now. */
export type OfferFacts = {
  isCancelled: boolean
  hasMinimumSelfStake: boolean
  slotsTaken: number
  consumedUnits: bigint
}

/** Whether one slot of it could be leased now, and if not why. Enforced by LeaseMarketLedger.sol and OfferLib.sol. */
export function offerStateOf(terms: OfferTerms, facts: OfferFacts, now: Date): OfferStateReasonCode {
  if (facts.isCancelled) return 'OFFER_CANCELLED'
  if (now > terms.validUntil) return 'OFFER_EXPIRED'
  if (facts.consumedUnits + leastUnits(terms, 1) > terms.maxUnits) return 'OFFER_SOLD_OUT'
  if (!facts.hasMinimumSelfStake) return 'OFFER_BELOW_SELF_STAKE'
  return facts.slotsTaken >= terms.slots ? 'OFFER_SLOTS_TAKEN' : 'OFFER_OPEN'
}

/** The fewest units of a lease over `slots`: at least one. */
export function leastUnits({ minUnits }: Pick<OfferTerms, 'minUnits'>, slots: number): bigint {
  const units = minUnits * BigInt(slots)
  return units === 0n ? 1n : units
}
