import type { Address, Hex } from '../hex.ts'
import type { JobKind } from '../jobs/job-terms.ts'
import type { OfferKind } from '../lease-state.ts'
import type { OfferStateReasonCode } from '../offer-reasons.ts'

/** What a renter judges an offer by. */
export type MarketOffer = {
  id: Hex
  operator: Address
  kind: OfferKind
  pricePerUnitWei: bigint
  /** Per slot, due even if unused. */
  minUnits: bigint
  maxDurationSeconds: number
  freeSlots: number
  leftUnits: bigint
  /** OFFER_OPEN, or what stands in the way. */
  state: OfferStateReasonCode
  /** Where its operator's nodes of this kind are. */
  countries: readonly string[]
  /** The operator's nodes that lend this kind. */
  nodes: { registered: number; online: number; verified: number }
  /** Jobs that one of the verified ones runs now. */
  runs: readonly JobKind[]
  /** In the operator's pool. */
  stakeWei: bigint
}
