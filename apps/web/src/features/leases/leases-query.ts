import { z } from 'zod'
import { paths, withQuery } from '../../paths.ts'
import type { SearchParams } from '../leaderboard/operators-query.ts'

/** What the URL of the leases says: seen from which side, which of them, and where they have been paged to. */
const schema = z.object({
  side: z.enum(['renter', 'operator']).catch('renter'),
  filter: z.enum(['active', 'closed', 'all']).catch('active'),
  after: z.string().max(512).optional().catch(undefined),
})

export type LeasesQuery = z.infer<typeof schema>

export const sides = { renter: 'rented by', operator: 'lent by' } as const
export const filters = { active: 'open', closed: 'closed', all: 'all' } as const

export function parseLeasesQuery(search: SearchParams): LeasesQuery {
  const first = (name: string) => [search[name]].flat()[0]
  return schema.parse({
    ...{ side: first('side') ?? 'renter', filter: first('filter') ?? 'active', after: first('after') },
  })
}

export function leasesHref(
  address: string | undefined,
  query: LeasesQuery,
  change: Partial<LeasesQuery> = {},
): string {
  // Another list begins at its start.
  const { side, filter, after } = { ...query, after: undefined, ...change }
  return withQuery(paths.leases, {
    ...{ address, side: side === 'renter' ? undefined : side },
    ...{ filter: filter === 'active' ? undefined : filter, after },
  })
}
