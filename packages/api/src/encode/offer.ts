import { unitOfKind } from '@network3/core/lease-state'
import { offerStateOf } from '@network3/core/offer-state'
import type { Offer } from '@network3/db/queries/offer/offer-row'
import { encodeAddress } from './address.ts'
import { encodeReason } from './reason.ts'

/** An offer as answers carry it, with its state at `now`. */
export function encodeOffer(offer: Offer, now: Date) {
  return {
    offerId: offer.id,
    kind: offer.kind,
    unit: unitOfKind[offer.kind],
    operator: encodeAddress(offer.operator),
    isLocalEconomy: offer.isLocalEconomy,
    reason: encodeReason(offerStateOf(offer, offer, now)),
    pricePerUnitWei: String(offer.pricePerUnitWei),
    slots: offer.slots,
    freeSlots: Math.max(0, offer.slots - offer.slotsTaken),
    minUnits: String(offer.minUnits),
    maxUnits: String(offer.maxUnits),
    leftUnits: String(offer.maxUnits - offer.consumedUnits),
    maxDurationSeconds: offer.maxDurationSeconds,
    validUntil: offer.validUntil.toISOString(),
    publishedAt: offer.publishedAt.toISOString(),
    stakeWei: String(offer.stakeWei),
    countries: offer.countries,
    nodes: offer.nodes,
  }
}
