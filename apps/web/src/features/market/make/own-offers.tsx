'use client'

import { Amount } from '@network3/ui/amount'
import { Button } from '@network3/ui/button'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { Instant } from '@network3/ui/instant'
import { SectionHead } from '@network3/ui/section-head'
import { SkeletonRows } from '@network3/ui/skeleton'
import { useInfiniteQuery } from '@tanstack/react-query'
import { askToConnect } from '../../../chain/wallet-store.ts'
import { paths } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'
import { useTrpc } from '../../../trpc/provider.tsx'
import { MoreButton } from '../../list/more-button.tsx'
import { ReadFailure } from '../../staking/read-failure.tsx'
import { WithdrawOffer } from './withdraw-offer.tsx'

/** The wallet's offers that can be taken now, and the way to withdraw each. */
export function OwnOffers({ operator }: { operator: string | undefined }) {
  return (
    <section aria-labelledby="own-offers">
      <SectionHead id="own-offers" title="Your offers" note="that can be taken now" />
      {operator === undefined ? (
        <EmptyState
          title="No wallet is connected"
          action={<Button onClick={askToConnect}>Connect a wallet</Button>}
        >
          Connect the wallet that operates your nodes to see its offers and to make one.
        </EmptyState>
      ) : (
        <OffersOf key={operator} operator={operator} />
      )}
    </section>
  )
}

function OffersOf({ operator }: { operator: string }) {
  const trpc = useTrpc()
  const query = useInfiniteQuery(
    trpc.offers.find.infiniteQueryOptions(
      { query: `operator = ${operator} order by price`, limit: 20 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: 6_000 },
    ),
  )
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  if (query.isPending) return <SkeletonRows rows={2} label="Reading offers" />
  if (query.isError)
    return <ReadFailure what="The offers" error={query.error} onRetry={() => query.refetch()} />
  if (items.length === 0) {
    return (
      <EmptyState title="None of your offers can be taken now">
        One you sign above is listed at once. Offers that are sold out, past or withdrawn are not shown, nor
        those of a wallet whose own stake is below the minimum.
      </EmptyState>
    )
  }
  return (
    <>
      <DataTable label="Table of your offers">
        <thead>
          <tr>
            <HeadCell>Offer</HeadCell>
            <HeadCell isNumber>N3 a unit</HeadCell>
            <HeadCell isNumber hideBelow="md">
              Slots free
            </HeadCell>
            <HeadCell isNumber hideBelow="md">
              Units left
            </HeadCell>
            <HeadCell hideBelow="lg">Good until, UTC</HeadCell>
            <HeadCell>
              <span className="sr-only">Withdraw</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {items.map((offer) => (
            <tr key={offer.offerId}>
              <Cell>
                <Link href={paths.offer(offer.offerId)} className="underline underline-offset-4">
                  {offer.kind}
                </Link>{' '}
                <span className="font-mono text-ink-3 text-sm">{offer.offerId.slice(0, 10)}…</span>
              </Cell>
              <Cell isNumber className="font-semibold">
                <Amount wei={offer.pricePerUnitWei} digits={6} />
              </Cell>
              <Cell isNumber hideBelow="md">
                {offer.freeSlots} <span className="text-ink-3">/ {offer.slots}</span>
              </Cell>
              <Cell isNumber hideBelow="md">
                {BigInt(offer.leftUnits).toLocaleString('en-US')}
              </Cell>
              <Cell hideBelow="lg" className="font-mono text-ink-2 text-md">
                <Instant at={offer.validUntil} />
              </Cell>
              <Cell className="text-right">
                <WithdrawOffer offerId={offer.offerId} />
              </Cell>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <MoreButton label="More offers" query={query} />
    </>
  )
}
