'use client'

import type { Address as Account } from '@network3/core/hex'
import { DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { SectionHead } from '@network3/ui/section-head'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTrpc } from '../../trpc/provider.tsx'
import { MoreButton } from '../list/more-button.tsx'
import { ReadFailure } from './read-failure.tsx'
import { RequestRow } from './request-row.tsx'
import { requestsQuery } from './staking-queries.ts'

/** Unstake requests of an address: thawing, ready, and what became of the others. */
export function Requests({ address, isOwn }: { address: Account; isOwn: boolean }) {
  const trpc = useTrpc()
  const query = useInfiniteQuery(requestsQuery(trpc, address))
  const items = query.data?.pages.flatMap((page) => page.items) ?? []

  return (
    <section aria-labelledby="requests">
      <SectionHead id="requests" title="Unstake requests" note="newest first" />
      {query.isPending && <SkeletonRows rows={2} label="Reading unstake requests" />}
      {query.isError && (
        <ReadFailure what="The requests" error={query.error} onRetry={() => query.refetch()} />
      )}
      {query.isSuccess && items.length === 0 && (
        <EmptyState title="No requests">
          A request to unstake appears here with the time it unlocks, and can be cancelled until it is
          withdrawn.
        </EmptyState>
      )}
      {items.length > 0 && (
        <DataTable label="Table of requests">
          <thead>
            <tr>
              <HeadCell>Request</HeadCell>
              <HeadCell hideBelow="md">Operator</HeadCell>
              <HeadCell isNumber>Amount, N3</HeadCell>
              <HeadCell>State</HeadCell>
              <HeadCell isNumber>
                <span className="sr-only">Actions</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {items.map((request) => (
              <RequestRow key={request.requestId} request={request} isOwn={isOwn} />
            ))}
          </tbody>
        </DataTable>
      )}
      <MoreButton label="Older requests" query={query} />
    </section>
  )
}
