import { isCountryCode } from '@network3/core/countries'
import { z } from 'zod'
import { paths, withQuery } from '../../paths.ts'
import type { SearchParams } from '../leaderboard/operators-query.ts'

export const statuses = ['registered', 'online', 'verified', 'offline', 'retired'] as const

/** What the URL of the list of nodes says. Anything it does not understand counts as not said. */
const schema = z.object({
  status: z.enum(statuses).catch('registered'),
  country: z.string().toUpperCase().refine(isCountryCode).optional().catch(undefined),
  capability: z.enum(['compute', 'bandwidth', 'egress', 'dataset']).optional().catch(undefined),
  after: z.string().max(512).optional().catch(undefined),
})

export type NodesQuery = z.infer<typeof schema>

export function parseNodesQuery(search: SearchParams): NodesQuery {
  const single = Object.entries(search).map(([name, value]) => [name, [value].flat()[0]])
  return schema.parse(Object.fromEntries(single.filter(([, value]) => value !== '')))
}

/** The URL of a query; a change begins at the first page. */
export function nodesHref(query: NodesQuery, change: Partial<NodesQuery> = {}): string {
  const { status, country, capability, after } = { ...query, after: undefined, ...change }
  return withQuery(paths.nodes, {
    status: status === 'registered' ? undefined : status,
    country,
    capability,
    after,
  })
}

/** Where the lists on a node's page have been paged to. */
const cursor = z.string().max(512).optional().catch(undefined)
const pageSchema = z.object({ epochs: cursor, sessions: cursor, work: cursor })
export type NodePageQuery = z.infer<typeof pageSchema>
export type NodeList = keyof NodePageQuery

export function parseNodePageQuery(search: SearchParams): NodePageQuery {
  return pageSchema.parse(
    Object.fromEntries(Object.entries(search).map(([name, value]) => [name, [value].flat()[0]])),
  )
}

/** First and next page of one list, the others left where they are. */
export function nodeListPages(address: string, query: NodePageQuery, list: NodeList, next: string | null) {
  const hrefAt = (at: string | undefined) =>
    `${withQuery(paths.node(address), { ...query, [list]: at })}#${list}`
  return {
    firstHref: query[list] === undefined ? undefined : hrefAt(undefined),
    nextHref: next === null ? undefined : hrefAt(next),
  }
}
