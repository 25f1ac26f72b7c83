import type { useTrpc } from '../../trpc/provider.tsx'

type Trpc = ReturnType<typeof useTrpc>

// One definition for the server, which reads ahead, and the browser, which goes on: their keys must be the same.

/** Figures accrue with every block; they are read again now and then, and at once after one's own transaction. */
const REFRESH_MS = 12_000

export function positionsQuery(trpc: Trpc, address: string) {
  return trpc.staking.findPositions.infiniteQueryOptions(
    { address },
    { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: REFRESH_MS },
  )
}

export function requestsQuery(trpc: Trpc, address: string) {
  return trpc.staking.findRequests.infiniteQueryOptions(
    { address },
    { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: REFRESH_MS },
  )
}
