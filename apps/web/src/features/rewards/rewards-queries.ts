import type { useTrpc } from '../../trpc/provider.tsx'

type Trpc = ReturnType<typeof useTrpc>

// One definition for the server, which reads ahead, and the browser, which goes on: their keys must be the same.

const REFRESH_MS = 12_000

export function claimableQuery(trpc: Trpc, operator: string) {
  return trpc.rewards.getClaimable.queryOptions({ operator }, { refetchInterval: REFRESH_MS })
}

/** The operator at exactly this address, or none: asked as a list, for not being one is an answer and not a fault. */
export function operatorQuery(trpc: Trpc, address: string) {
  return trpc.operators.find.queryOptions(
    { search: address, window: 'all', limit: 1 },
    { refetchInterval: REFRESH_MS },
  )
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
