import type { OfferKind } from '@network3/core/lease-state'
import { readOfferClock } from '../../domain/offer-clock.ts'
import { readQuery } from '../../renting/read-conditions.ts'
import { countMarket } from '../../renting/read-market.ts'
import { publicProcedure } from '../../trpc.ts'
import { getFacetsInput, getFacetsOutput } from './get-facets.schema.ts'

export const getFacets = publicProcedure
  .meta({
    summary: 'How many open offers a query selects, by kind, country and check, and what each kind costs.',
    rest: { method: 'GET', path: '/offers/facets' },
  })
  .input(getFacetsInput)
  .output(getFacetsOutput)
  .query(async ({ ctx, input }) => {
    const { condition } = readQuery(input.query)
    const clock = await readOfferClock(ctx)
    const { kinds, ...facets } = await countMarket(ctx, clock, condition === undefined ? [] : [condition])
    const priceOf = (kind: OfferKind) => {
      const found = kinds.find((facet) => facet.kind === kind)
      if (found === undefined) return null
      const { minWei, medianWei, maxWei } = found
      return { minWei: String(minWei), medianWei: String(medianWei), maxWei: String(maxWei) }
    }
    return {
      ...facets,
      kinds: kinds.map(({ kind, count }) => ({ kind, count })),
      price: {
        ...{ compute: priceOf('compute'), bandwidth: priceOf('bandwidth') },
        ...{ egress: priceOf('egress'), dataset: priceOf('dataset') },
      },
    }
  })
