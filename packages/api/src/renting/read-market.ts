import { countFacets, type Facets } from '@network3/core/market/count-facets'
import { meetsCondition } from '@network3/core/market/judge-offer'
import type { MarketOffer } from '@network3/core/market/market-offer'
import type { Condition } from '@network3/core/market/parse-query'
import type { OfferClock } from '@network3/db/queries/offer/find-offers'
import type { Context } from '../context.ts'
import type { StandingClock } from '../domain/standing-clock.ts'
import { findCheapest, marketOfferOf } from './find-market.ts'

/** More are not counted; a market of this size would be counted in the database by a projection. */
const MOST = 200_000
/** Different questions whose counts are kept of one reading. */
const MOST_COUNTED = 200

const counted = new WeakMap<readonly MarketOffer[], Map<string, Facets>>()

/**
 * Open offers that meet all conditions, counted. Reading them all costs a moment, and going through them another, so that
 * one reading, and one count of it for each question, serve everybody during a block: never for what is quoted or leased.
 */
export async function countMarket(
  ctx: Context,
  clock: OfferClock & StandingClock,
  conditions: readonly Condition[],
): Promise<Facets> {
  const all = await ctx.memo.get('market', clock.tip.blockHash, async () => {
    const rows = await findCheapest(ctx.pool, { ...clock, conditions: [], which: 'open', limit: MOST })
    return rows.map((row) => marketOfferOf(row, clock.now))
  })
  const counts = counted.get(all) ?? new Map<string, Facets>()
  counted.set(all, counts)
  const question = JSON.stringify(conditions)
  const known = counts.get(question)
  if (known !== undefined) return known
  const made = countFacets(all.filter((offer) => conditions.every((part) => meetsCondition(offer, part))))
  if (counts.size >= MOST_COUNTED) counts.clear()
  counts.set(question, made)
  return made
}
