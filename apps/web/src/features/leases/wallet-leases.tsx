'use client'

import type { Address } from '@network3/core/hex'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useInfiniteQuery } from '@tanstack/react-query'
import { TrpcProvider, useTrpc } from '../../trpc/provider.tsx'
import { MoreButton } from '../list/more-button.tsx'
import { ReadFailure } from '../staking/read-failure.tsx'
import type { LeasesQuery } from './leases-query.ts'
import { LeasesSection } from './leases-section.tsx'
import { LeasesTable } from './leases-table.tsx'

const REFRESH_MS = 6_000

type WalletLeasesProps = { address: Address; query: LeasesQuery }

/** Brings the API's client itself. */
export function WalletLeases(props: WalletLeasesProps) {
  return (
    <TrpcProvider>
      <Leases {...props} />
    </TrpcProvider>
  )
}

function Leases({ address, query: { side, filter } }: WalletLeasesProps) {
  const trpc = useTrpc()
  const query = useInfiniteQuery(
    trpc.leases.find.infiniteQueryOptions(
      { [side]: address, filter, limit: 20 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: REFRESH_MS },
    ),
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <LeasesSection
      address={undefined}
      query={{ side, filter, after: undefined }}
      isEmpty={query.isSuccess && items.length === 0}
    >
      {query.isPending && <SkeletonRows rows={2} label="Reading leases" />}
      {query.isError && <ReadFailure what="The leases" error={query.error} onRetry={() => query.refetch()} />}
      {items.length > 0 && <LeasesTable leases={items} side={side} />}
      <MoreButton label="Older leases" query={query} />
    </LeasesSection>
  )
}
