import { meetsCondition } from '@network3/core/market/judge-offer'
import type { MarketOffer } from '@network3/core/market/market-offer'
import type { Condition } from '@network3/core/market/parse-query'
import type { OfferClock } from '@network3/db/queries/offer/find-offers'
import { getTip } from '@network3/db/queries/tip/get-tip'
import type { Context } from '../context.ts'
import { requireTip } from '../require-tip.ts'
import { findCheapest, marketOfferOf } from './find-market.ts'

/** More are not counted; a market of this size would be counted in the database by a projection. */
const MOST = 200_000

/**
 * Open offers that meet all conditions, cheapest first. Reading them all costs a moment, so that one reading serves
 * everybody during a block: for counting, never for what is quoted or leased.
 */
export async function readMarket(
  ctx: Context,
  clock: OfferClock,
  conditions: readonly Condition[],
): Promise<MarketOffer[]> {
  const { blockHash } = requireTip(await getTip(ctx.pool))
  const all = await ctx.memo.get('market', blockHash, async () => {
    const rows = await findCheapest(ctx.pool, { ...clock, conditions: [], which: 'open', limit: MOST })
    return rows.map((row) => marketOfferOf(row, clock.now))
  })
  return all.filter((offer) => conditions.every((condition) => meetsCondition(offer, condition)))
}
