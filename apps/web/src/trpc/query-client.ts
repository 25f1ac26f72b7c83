import { defaultShouldDehydrateQuery, QueryClient } from '@tanstack/react-query'
import { hashQueryKey } from './query-key.ts'

/** Data is fresh for one block or so; pages are told of each block and read again then. */
const STALE_MS = 2_000

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_MS, queryKeyHashFn: hashQueryKey, retry: 2 },
      dehydrate: {
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
      },
    },
  })
}

let browserClient: QueryClient | undefined

/** The one query cache of this tab: components in different React trees share it. */
export function getBrowserQueryClient(): QueryClient {
  browserClient ??= createQueryClient()
  return browserClient
}
