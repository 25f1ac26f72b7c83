import 'server-only'
import { getApi } from '../../trpc/server.ts'
import { tryRead } from '../../trpc/try-read.ts'
import type { MarketUrl } from './market-query.ts'
import { kindOfQuery } from './rent/read-want.ts'

const PAGE_SIZE = 50

/** All that the market shows, read side by side. What only adds to it may fail without taking the list away. */
export async function readMarket({ q, after, compare, why }: MarketUrl) {
  const api = getApi()
  const kind = kindOfQuery(q) ?? 'compute'
  const [found, facets, compared, screened] = await Promise.all([
    tryRead(api.offers.find({ query: q, limit: PAGE_SIZE, ...(after && { cursor: after }) })),
    tryRead(api.offers.getFacets({ query: q })),
    Promise.all(compare.map((offerId) => tryRead(api.offers.get({ offerId })))),
    why === undefined
      ? undefined
      : tryRead(api.offers.screen({ spec: { kind, query: q }, operator: why, limit: 20 })),
  ])
  return {
    ...{ found, facets: facets.data, kind },
    compared: compared.flatMap(({ data }) => (data === undefined ? [] : [data])),
    screened: screened?.data?.items,
  }
}
