import type { MarketOffer } from '@network3/core/market/market-offer'
import type { Condition } from '@network3/core/market/parse-query'
import { offerStateOf } from '@network3/core/offer-state'
import type { Db } from '@network3/db/pool'
import { type FoundOffer, findOffers, type OfferClock } from '@network3/db/queries/offer/find-offers'
import type { Offer } from '@network3/db/queries/offer/offer-row'

/** An offer as renters judge it, at `now`. */
export function marketOfferOf(offer: Offer, now: Date): MarketOffer {
  const { id, operator, kind, pricePerUnitWei, minUnits, maxDurationSeconds } = offer
  return {
    ...{ id, operator, kind, pricePerUnitWei, minUnits, maxDurationSeconds },
    freeSlots: Math.max(0, offer.slots - offer.slotsTaken),
    leftUnits: offer.maxUnits - offer.consumedUnits,
    state: offerStateOf(offer, offer, now),
    ...{ countries: offer.countries, nodes: offer.nodes, runs: offer.runs, stakeWei: offer.stakeWei },
  }
}

const cheapestFirst = { field: 'price', direction: 'asc' } as const

/** Offers that meet all conditions, cheapest first, from after a place on. */
export function findCheapest(
  db: Db,
  params: OfferClock & {
    conditions: readonly Condition[]
    which: 'open' | 'standing'
    limit: number
    after?: { key: bigint; id: `0x${string}` } | undefined
  },
): Promise<FoundOffer[]> {
  const { conditions, ...rest } = params
  const condition: Condition | undefined =
    conditions.length === 0 ? undefined : { type: 'and', conditions: [...conditions] }
  return findOffers(db, { ...rest, query: { condition, orderBy: cheapestFirst } })
}
