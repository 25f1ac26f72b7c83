import type { useTrpc } from '../../trpc/provider.tsx'

type Trpc = ReturnType<typeof useTrpc>

// One definition for the server, which reads ahead, and the browser, which goes on: their keys must be the same.

const REFRESH_MS = 12_000

export function claimableQuery(trpc: Trpc, operator: string) {
  return trpc.rewards.getClaimable.queryOptions({ operator }, { refetchInterval: REFRESH_MS })
}

export function operatorQuery(trpc: Trpc, address: string) {
  // Not being an operator is an answer, not a fault: it is not asked for again.
  return trpc.operators.get.queryOptions({ address }, { retry: false, refetchInterval: REFRESH_MS })
}

export function epochsQuery(trpc: Trpc, operator: string) {
  return trpc.operators.findEpochs.infiniteQueryOptions(
    { operator, limit: 10 },
    { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: REFRESH_MS },
  )
}

export function claimsQuery(trpc: Trpc, operator: string) {
  return trpc.rewards.findClaims.infiniteQueryOptions(
    { operator, limit: 10 },
    { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: REFRESH_MS },
  )
}

/** The pools an address has staked in: their operators may have something to claim too. */
export function stakedPoolsQuery(trpc: Trpc, address: string) {
  return trpc.staking.findPositions.queryOptions({ address, limit: 20 }, { refetchInterval: REFRESH_MS })
}
