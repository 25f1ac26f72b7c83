'use client'

import type { Address } from '@network3/core/hex'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useInfiniteQuery } from '@tanstack/react-query'
import { TrpcProvider, useTrpc } from '../../trpc/provider.tsx'
import { MoreButton } from '../list/more-button.tsx'
import { ReadFailure } from '../staking/read-failure.tsx'
import { DevicesTable } from './devices-table.tsx'
import { OrdersTable } from './orders-table.tsx'
import { DevicesSection, OrdersSection } from './owned-sections.tsx'

/** The fulfiller ships without this page's doing: it is read again now and then, and at once after one's own act. */
const REFRESH_MS = 6_000

/** Brings the API's client itself. */
export function WalletLists({ address }: { address: Address }) {
  return (
    <TrpcProvider>
      <Orders address={address} />
      <Devices address={address} />
    </TrpcProvider>
  )
}

function Orders({ address }: { address: Address }) {
  const trpc = useTrpc()
  const query = useInfiniteQuery(
    trpc.store.findOrders.infiniteQueryOptions(
      { buyer: address, limit: 10 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: REFRESH_MS },
    ),
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <OrdersSection address={undefined} isEmpty={query.isSuccess && items.length === 0}>
      {query.isPending && <SkeletonRows rows={2} label="Reading orders" />}
      {query.isError && <ReadFailure what="The orders" error={query.error} onRetry={() => query.refetch()} />}
      {items.length > 0 && <OrdersTable orders={items} />}
      <MoreButton label="Older orders" query={query} />
    </OrdersSection>
  )
}

function Devices({ address }: { address: Address }) {
  const trpc = useTrpc()
  const query = useInfiniteQuery(
    trpc.store.findDevices.infiniteQueryOptions(
      { owner: address, limit: 10 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: REFRESH_MS },
    ),
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <DevicesSection address={undefined} isEmpty={query.isSuccess && items.length === 0}>
      {query.isPending && <SkeletonRows rows={2} label="Reading devices" />}
      {query.isError && (
        <ReadFailure what="The devices" error={query.error} onRetry={() => query.refetch()} />
      )}
      {items.length > 0 && <DevicesTable devices={items} />}
      <MoreButton label="More devices" query={query} />
    </DevicesSection>
  )
}
