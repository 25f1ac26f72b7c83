import { judgeOffer } from '@network3/core/market/judge-offer'
import type { Condition } from '@network3/core/market/parse-query'
import { z } from 'zod'
import { readOfferClock } from '../../domain/offer-clock.ts'
import { encodeAddress } from '../../encode/address.ts'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { findCheapest, marketOfferOf } from '../../renting/find-market.ts'
import { readConditions } from '../../renting/read-conditions.ts'
import { countMarket } from '../../renting/read-market.ts'
import { publicProcedure } from '../../trpc.ts'
import { screenInput, screenOutput } from './screen.schema.ts'

const cursorId = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)])
const cursorParts = z.tuple([cursorAmount, cursorId])

export const screen = publicProcedure
  .meta({
    summary: 'Every offer of a kind, cheapest first: a match, or all it fails by with need and have.',
    rest: { method: 'POST', path: '/offers/screen' },
  })
  .input(screenInput)
  .output(screenOutput)
  .query(async ({ ctx, input: { spec, operator, limit, cursor } }) => {
    const conditions = readConditions(spec)
    const clock = await readOfferClock(ctx)
    const list = `screen-${spec.kind}-${operator ?? 'all'}`
    const [key, id] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const after = key === undefined || id === undefined ? undefined : { key, id }
    const shown: Condition[] = [{ type: 'compare', field: 'kind', operator: '=', value: spec.kind }]
    if (operator !== undefined)
      shown.push({ type: 'compare', field: 'operator', operator: '=', value: operator })
    const [rows, matching] = await Promise.all([
      findCheapest(ctx.pool, { ...clock, conditions: shown, which: 'standing', limit: limit + 1, after }),
      countMarket(ctx, clock, conditions),
    ])
    const page = pageFrom(
      rows,
      limit,
      (row) => {
        const failed = judgeOffer(marketOfferOf(row, clock.now), { conditions })
        const { id: offerId, operator } = row
        return { offerId, operator: encodeAddress(operator), isMatch: failed.length === 0, failed }
      },
      (row) => encodeCursor(list, [String(row.sortKey), row.id]),
    )
    return { ...page, matches: matching.total }
  })
