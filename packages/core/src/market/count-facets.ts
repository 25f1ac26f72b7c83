import type { OfferKind } from '../lease-state.ts'
import type { MarketOffer } from './market-offer.ts'

export type Facets = {
  total: number
  /** Most first, with the price of a unit. */
  kinds: { kind: OfferKind; count: number; minWei: bigint; medianWei: bigint; maxWei: bigint }[]
  /** Most first; an offer counts in each country its nodes are in. */
  countries: { country: string; count: number }[]
  /** Whether a node of it is verified. */
  verified: { yes: number; no: number }
}

/** Offers counted by kind, country and check, and what each kind costs: the median is a price somebody asks. */
export function countFacets(offers: readonly MarketOffer[]): Facets {
  const prices = new Map<OfferKind, bigint[]>()
  const countries = new Map<string, number>()
  for (const { kind, pricePerUnitWei, countries: places } of offers) {
    const known = prices.get(kind)
    if (known === undefined) prices.set(kind, [pricePerUnitWei])
    else known.push(pricePerUnitWei)
    for (const country of places) countries.set(country, (countries.get(country) ?? 0) + 1)
  }
  const yes = offers.filter(({ nodes }) => nodes.verified > 0).length
  return {
    total: offers.length,
    kinds: mostFirst(
      [...prices].map(([kind, of]) => ({ kind, count: of.length, ...pricesOf(of) })),
      'kind',
    ),
    countries: mostFirst(
      [...countries].map(([country, count]) => ({ country, count })),
      'country',
    ),
    verified: { yes, no: offers.length - yes },
  }
}

function pricesOf(prices: bigint[]) {
  const sorted = prices.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const at = (index: number) => sorted[index] ?? 0n
  return {
    minWei: at(0),
    medianWei: at(Math.ceil(sorted.length / 2) - 1),
    maxWei: at(sorted.length - 1),
  }
}

function mostFirst<Key extends string, T extends Record<Key, string> & { count: number }>(
  rows: T[],
  key: Key,
): T[] {
  return rows.toSorted((a, b) => b.count - a.count || (a[key] < b[key] ? -1 : 1))
}
