import { z } from 'zod'
import { paths, withQuery } from '../../paths.ts'
import type { SearchParams } from '../leaderboard/operators-query.ts'

/** What the URL of the market says: the query as typed, and where it has been paged to. */
const schema = z.object({
  q: z.string().max(1_000).catch(''),
  after: z.string().max(512).optional().catch(undefined),
})

export type MarketUrl = z.infer<typeof schema>

export function parseMarketUrl(search: SearchParams): MarketUrl {
  const { q, after } = search
  return schema.parse({ q: [q].flat()[0] ?? '', after: [after].flat()[0] })
}

export function marketHref({ q, after }: { q: string; after?: string | undefined }): string {
  return withQuery(paths.market, { q: q.trim() === '' ? undefined : q, after })
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
