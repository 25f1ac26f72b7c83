'use client'

import type { Address as Account } from '@network3/core/hex'
import { Amount } from '@network3/ui/amount'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { Instant } from '@network3/ui/instant'
import { SectionHead } from '@network3/ui/section-head'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { useTrpc } from '../../trpc/provider.tsx'
import { MoreButton } from '../list/more-button.tsx'
import { ReadFailure } from '../staking/read-failure.tsx'
import { EpochInputs } from './epoch-inputs.tsx'
import { epochsQuery } from './rewards-queries.ts'

/** What was earned, epoch by epoch, each with the inputs it was computed from. */
export function Epochs({ operator }: { operator: Account }) {
  const trpc = useTrpc()
  const query = useInfiniteQuery(epochsQuery(trpc, operator))
  const items = query.data?.pages.flatMap((page) => page.items) ?? []

  return (
    <section aria-labelledby="epochs">
      <SectionHead
        id="epochs"
        title="Earned by epoch"
        note="from files whose rebuilt root equals the contract's"
      />
      {query.isPending && <SkeletonRows rows={4} label="Reading epochs" />}
      {query.isError && <ReadFailure what="The epochs" error={query.error} onRetry={() => query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <EmptyState title="Nothing earned yet">
          A node registered through a full epoch earns in it. What it earned appears here when the epoch's
          file is checked.
        </EmptyState>
      )}
      {items.length > 0 && (
        <DataTable label="Table of epochs">
          <thead>
            <tr>
              <HeadCell>Epoch</HeadCell>
              <HeadCell hideBelow="md">Ended</HeadCell>
              <HeadCell isNumber>Nodes</HeadCell>
              <HeadCell isNumber>Earned, N3</HeadCell>
              <HeadCell isNumber hideBelow="md">
                In all, N3
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {items.map((epoch) => (
              <Fragment key={epoch.epoch}>
                <tr className="*:border-b-0">
                  <Cell className="font-mono text-md">{epoch.epoch}</Cell>
                  <Cell hideBelow="md">
                    <Instant at={epoch.endsAt} className="text-ink-2 text-md" />
                  </Cell>
                  <Cell isNumber>{epoch.nodeCount}</Cell>
                  <Cell isNumber className="font-semibold">
                    <Amount wei={epoch.amountWei} digits={4} />
                  </Cell>
                  <Cell isNumber hideBelow="md" className="text-ink-2">
                    <Amount wei={epoch.cumulativeWei} digits={4} />
                  </Cell>
                </tr>
                <tr>
                  <td colSpan={5} className="border-line border-b pb-2">
                    <EpochInputs epoch={epoch.epoch} nodes={epoch.nodes} nodeCount={epoch.nodeCount} />
                  </td>
                </tr>
              </Fragment>
            ))}
          </tbody>
        </DataTable>
      )}
      <MoreButton label="Earlier epochs" query={query} />
    </section>
  )
}
