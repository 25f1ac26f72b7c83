'use client'

import type { Address as Account } from '@network3/core/hex'
import { Amount } from '@network3/ui/amount'
import { DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { SectionHead } from '@network3/ui/section-head'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTrpc } from '../../trpc/provider.tsx'
import { MoreButton } from '../list/more-button.tsx'
import { PositionRow } from './position-row.tsx'
import { ReadFailure } from './read-failure.tsx'
import { positionsQuery } from './staking-queries.ts'

/** What an address has staked, pool by pool. */
export function Positions({ address, isOwn }: { address: Account; isOwn: boolean }) {
  const trpc = useTrpc()
  const query = useInfiniteQuery(positionsQuery(trpc, address))
  const first = query.data?.pages[0]
  const items = query.data?.pages.flatMap((page) => page.items) ?? []

  return (
    <section aria-labelledby="positions">
      <SectionHead
        id="positions"
        title={isOwn ? 'Your positions' : `Positions of ${address.slice(0, 6)}…${address.slice(-4)}`}
        note={
          first && (
            <>
              <Amount wei={first.totals.valueWei} unit="N3" /> staked,{' '}
              <Amount wei={first.totals.thawingWei} unit="N3" /> thawing, at block{' '}
              {first.asOf.blockNumber.toLocaleString('en-US')}
            </>
          )
        }
      />
      {query.isPending && <SkeletonRows rows={2} label="Reading positions" />}
      {query.isError && (
        <ReadFailure what="The positions" error={query.error} onRetry={() => query.refetch()} />
      )}
      {first !== undefined && items.length === 0 && (
        <EmptyState title="Nothing is staked">
          {isOwn
            ? 'Choose an operator and an amount, and it appears here within seconds.'
            : 'This address has no stake on any operator.'}
        </EmptyState>
      )}
      {items.length > 0 && (
        <DataTable label="Table of positions">
          <thead>
            <tr>
              <HeadCell>Operator</HeadCell>
              <HeadCell isNumber>Worth, N3</HeadCell>
              <HeadCell isNumber hideBelow="xl">
                Put in
              </HeadCell>
              <HeadCell isNumber hideBelow="md">
                Gain
              </HeadCell>
              <HeadCell isNumber hideBelow="md">
                APR
              </HeadCell>
              <HeadCell isNumber>
                <span className="sr-only">Unstake</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {items.map((position) => (
              <PositionRow key={position.operator} position={position} isOwn={isOwn} />
            ))}
          </tbody>
        </DataTable>
      )}
      <MoreButton label="More positions" query={query} />
    </section>
  )
}
