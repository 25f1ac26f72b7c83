import type { AppRouter } from '@network3/api/types'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { paths } from '../paths.ts'

function createClient() {
  // The server takes changes only with this header, which no other site can send, and ten calls at most in a batch.
  const headers = { 'x-n3-client': 'web' }
  return createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: paths.trpc, maxURLLength: 2000, maxItems: 10, headers })],
  })
}

let client: ReturnType<typeof createClient> | undefined

/** The browser's client of the API, with queries in batches. The stream of events comes through live-feed.ts. */
export function getTrpcClient() {
  client ??= createClient()
  return client
}
