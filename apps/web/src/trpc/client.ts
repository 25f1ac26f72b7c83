import type { AppRouter } from '@network3/api/types'
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { paths } from '../paths.ts'

function createClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url: paths.trpc }),
        false: httpBatchLink({ url: paths.trpc, maxURLLength: 2000 }),
      }),
    ],
  })
}

let client: ReturnType<typeof createClient> | undefined

/** The browser's client of the API: queries in batches, subscriptions as server-sent events. */
export function getTrpcClient() {
  client ??= createClient()
  return client
}
