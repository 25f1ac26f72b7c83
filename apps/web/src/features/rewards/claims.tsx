'use client'

import type { Address as Account } from '@network3/core/hex'
import { Amount } from '@network3/ui/amount'
import { Badge } from '@network3/ui/badge'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { Instant } from '@network3/ui/instant'
import { LinkButton } from '@network3/ui/link-button'
import { SectionHead } from '@network3/ui/section-head'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useChainConfig } from '../../chain/chain-provider.tsx'
import { TransactionLink } from '../../chain/transactions/transaction-progress.tsx'
import { paths } from '../../paths.ts'
import { useTrpc } from '../../trpc/provider.tsx'
import { MoreButton } from '../list/more-button.tsx'
import { ReadFailure } from '../staking/read-failure.tsx'
import { claimsQuery } from './rewards-queries.ts'

/** What was paid, claim by claim, with the transaction that paid it. */
export function Claims({ operator }: { operator: Account }) {
  const trpc = useTrpc()
  const { explorerUrl } = useChainConfig()
  const query = useInfiniteQuery(claimsQuery(trpc, operator))
  const items = query.data?.pages.flatMap((page) => page.items) ?? []

  return (
    <section aria-labelledby="claims">
      <SectionHead id="claims" title="Paid by claim" note="claims on chain, newest first">
        <LinkButton size="sm" href={paths.rewardsCsv(operator)} download>
          CSV
        </LinkButton>
      </SectionHead>
      {query.isPending && <SkeletonRows rows={3} label="Reading claims" />}
      {query.isError && <ReadFailure what="The claims" error={query.error} onRetry={() => query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <EmptyState title="Nothing paid yet">
          A claim appears here with its transaction once it is indexed.
        </EmptyState>
      )}
      {items.length > 0 && (
        <DataTable label="Table of claims">
          <thead>
            <tr>
              <HeadCell>When</HeadCell>
              <HeadCell hideBelow="md">Epoch</HeadCell>
              <HeadCell isNumber>Paid, N3</HeadCell>
              <HeadCell isNumber hideBelow="md">
                To the operator
              </HeadCell>
              <HeadCell isNumber hideBelow="md">
                To the pool
              </HeadCell>
              <HeadCell>Transaction</HeadCell>
            </tr>
          </thead>
          <tbody>
            {items.map((claim) => (
              <tr key={`${claim.blockNumber}-${claim.logIndex}`}>
                <Cell>
                  <Instant at={claim.claimedAt} className="text-ink-2 text-md" />
                </Cell>
                <Cell hideBelow="md" className="font-mono text-md">
                  {claim.epoch}
                </Cell>
                <Cell isNumber className="font-semibold">
                  <Amount wei={claim.amountWei} digits={4} />
                </Cell>
                <Cell isNumber hideBelow="md">
                  <span className="inline-flex items-center gap-2">
                    {claim.isLockedAsStake && (
                      <Badge title="The operator's stake was below the minimum, so its share was staked for it.">
                        locked
                      </Badge>
                    )}
                    <Amount wei={claim.commissionWei} digits={4} />
                  </span>
                </Cell>
                <Cell isNumber hideBelow="md">
                  <Amount wei={claim.toPoolWei} digits={4} />
                </Cell>
                <Cell>
                  <TransactionLink hash={claim.txHash} explorerUrl={explorerUrl} />
                </Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <MoreButton label="Earlier claims" query={query} />
    </section>
  )
}
