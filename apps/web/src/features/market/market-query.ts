import { z } from 'zod'
import { paths, withQuery } from '../../paths.ts'
import type { SearchParams } from '../leaderboard/operators-query.ts'

/** What is shown first: prices compare within a kind only, as each counts in a unit of its own. */
export const DEFAULT_QUERY = 'kind = compute order by price'
/** More offers than this do not fit beside each other. */
const COMPARED = 4

const offerId = z.string().regex(/^0x[0-9a-fA-F]{64}$/)

/** What the URL of the market says: the query as typed, where it has been paged to, which offers are compared. */
const schema = z.object({
  q: z.string().max(1_000).catch(DEFAULT_QUERY),
  after: z.string().max(512).optional().catch(undefined),
  compare: z
    .string()
    .transform((list) => [...new Set(list.split(','))].filter((id) => offerId.safeParse(id).success))
    .transform((ids) => ids.slice(0, COMPARED))
    .catch([]),
  why: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/)
    .optional()
    .catch(undefined),
})
export type MarketUrl = z.infer<typeof schema>

export function parseMarketUrl(search: SearchParams): MarketUrl {
  const first = (name: string) => [search[name]].flat()[0]
  return schema.parse({
    q: first('q') ?? DEFAULT_QUERY,
    ...{ after: first('after'), compare: first('compare') ?? '', why: first('why') },
  })
}

export function marketHref(url: { q: string } & Partial<MarketUrl>): string {
  const { q, after, compare = [], why } = url
  const rest = { after, compare: compare.join(','), why }
  if (q === DEFAULT_QUERY) return withQuery(paths.market, rest)
  // Everything: an empty query, which is not the same as none.
  if (q.trim() !== '') return withQuery(paths.market, { q, ...rest })
  const more = withQuery('', rest).slice(1)
  return `${paths.market}?q=${more === '' ? '' : `&${more}`}`
}

/** The compared offers with one more, or without it. */
export function toggled(compare: readonly string[], id: string): string[] {
  return compare.includes(id) ? without(compare, id) : [...compare, id].slice(-COMPARED)
}

export const without = (compare: readonly string[], id: string) => compare.filter((one) => one !== id)

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
