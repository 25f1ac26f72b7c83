import { parseQuery } from '@network3/core/market/parse-query'
import { countOffers, findOffers as findOpenOffers } from '@network3/db/queries/offer/find-offers'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readOfferClock } from '../../domain/offer-clock.ts'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { encodeOffer } from '../../encode/offer.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import { findOffersInput, findOffersOutput } from './find-offers.schema.ts'

const cursorId = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)])
const cursorParts = z.tuple([cursorAmount, cursorId])

export const findOffers = publicProcedure
  .meta({
    summary: 'Offers that can be taken now, by a query; where it cannot be read, the character is told.',
    rest: { method: 'GET', path: '/offers' },
  })
  .input(findOffersInput)
  .output(findOffersOutput)
  .query(async ({ ctx, input: { query: text, limit, cursor } }) => {
    const clock = await readOfferClock(ctx)
    const facets = await readFacets(ctx, clock)
    const { query, fault } = parseQuery(text)
    if (fault !== undefined) return { items: [], nextCursor: null, fault, facets }
    const list = `offers-${query.orderBy.field}-${query.orderBy.direction}`
    const [key, id] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const after = key === undefined || id === undefined ? undefined : { key, id }
    const offers = await findOpenOffers(ctx.pool, { ...clock, query, limit: limit + 1, after })
    const page = pageFrom(
      offers,
      limit,
      (offer) => encodeOffer(offer, clock.now),
      (offer) => encodeCursor(list, [String(offer.sortKey), offer.id]),
    )
    return { ...page, fault: null, facets }
  })

/** It reads every open offer, so one answer serves everybody during a block. */
async function readFacets(ctx: Context, clock: Awaited<ReturnType<typeof readOfferClock>>) {
  const { kinds, countries } = await ctx.memo.get('offer-facets', clock.tip.blockHash, () =>
    countOffers(ctx.pool, clock),
  )
  return {
    kinds: kinds.map((facet) => ({ ...facet, lowestPriceWei: String(facet.lowestPriceWei) })),
    countries,
  }
}
