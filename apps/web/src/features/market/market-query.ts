import { z } from 'zod'
import { paths, withQuery } from '../../paths.ts'
import type { SearchParams } from '../leaderboard/operators-query.ts'

/** What is shown first: prices compare within a kind only, as each counts in a unit of its own. */
export const DEFAULT_QUERY = 'kind = compute order by price'

/** What the URL of the market says: the query as typed, and where it has been paged to. */
const schema = z.object({
  q: z.string().max(1_000).catch(DEFAULT_QUERY),
  after: z.string().max(512).optional().catch(undefined),
})

export type MarketUrl = z.infer<typeof schema>

export function parseMarketUrl(search: SearchParams): MarketUrl {
  const { q, after } = search
  return schema.parse({ q: [q].flat()[0] ?? DEFAULT_QUERY, after: [after].flat()[0] })
}

export function marketHref({ q, after }: { q: string; after?: string | undefined }): string {
  if (q === DEFAULT_QUERY) return withQuery(paths.market, { after })
  // Everything: an empty query, which is not the same as none.
  if (q.trim() === '')
    return `${paths.market}?q=${after === undefined ? '' : `&after=${encodeURIComponent(after)}`}`
  return withQuery(paths.market, { q, after })
}

export type FaultMark = { before: string; marked: string; after: string }

/** The query parted at the characters a fault is about; at its very end a space stands for what is missing. */
export function markFault(query: string, fault: { at: number; length: number }): FaultMark {
  const marked = query.slice(fault.at, fault.at + fault.length)
  return {
    before: query.slice(0, fault.at),
    marked: marked === '' ? ' ' : marked,
    after: query.slice(fault.at + fault.length),
  }
}
