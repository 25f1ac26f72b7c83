import { z } from 'zod'
import { paths, withQuery } from '../../paths.ts'
import { type SearchParams, windows } from '../leaderboard/operators-query.ts'

const DEFAULT_WINDOW = '24h'
const cursor = z.string().max(512).optional().catch(undefined)

/** What the URL of a profile says: the chart's window, and where each list has been paged to. */
const schema = z.object({
  window: z.enum(windows).catch(DEFAULT_WINDOW),
  epochs: cursor,
  nodes: cursor,
  stakers: cursor,
  history: cursor,
})

export type ProfileQuery = z.infer<typeof schema>
export type ProfileList = 'epochs' | 'nodes' | 'stakers' | 'history'

export function parseProfileQuery(search: SearchParams): ProfileQuery {
  return schema.parse(
    Object.fromEntries(Object.entries(search).map(([name, value]) => [name, [value].flat()[0]])),
  )
}

/** The profile with something changed; a list that is paged is scrolled to. */
export function profileHref(address: string, query: ProfileQuery, change: Partial<ProfileQuery>): string {
  const next = { ...query, ...change }
  const window = next.window === DEFAULT_WINDOW ? undefined : next.window
  const { epochs, nodes, stakers, history } = next
  return withQuery(paths.operator(address), { window, epochs, nodes, stakers, history })
}

/** First and next page of one list of the profile, the others left where they are. */
export function listPages(
  address: string,
  query: ProfileQuery,
  list: ProfileList,
  nextCursor: string | null,
) {
  const hrefAt = (at: string | undefined) => `${profileHref(address, query, { [list]: at })}#${list}`
  return {
    firstHref: query[list] === undefined ? undefined : hrefAt(undefined),
    nextHref: nextCursor === null ? undefined : hrefAt(nextCursor),
  }
}
