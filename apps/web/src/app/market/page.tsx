import { EmptyState } from '@network3/ui/empty-state'
import { LinkButton } from '@network3/ui/link-button'
import { PageHead } from '@network3/ui/page-head'
import { Pager } from '@network3/ui/pager'
import type { Metadata } from 'next'
import type { SearchParams } from '../../features/leaderboard/operators-query.ts'
import { MarketFacets } from '../../features/market/facets.tsx'
import { marketHref, parseMarketUrl } from '../../features/market/market-query.ts'
import { OffersTable } from '../../features/market/offers-table.tsx'
import { QueryBar } from '../../features/market/query-bar.tsx'
import { Link } from '../../shell/link.tsx'
import { LiveRefresh } from '../../shell/live-refresh.tsx'
import { ReadError } from '../../shell/read-error.tsx'
import { getApi } from '../../trpc/server.ts'
import { tryRead } from '../../trpc/try-read.ts'

export const metadata: Metadata = {
  title: 'Market',
  description:
    'Computing power, bandwidth, egress and data sets on offer now, with prices, found by a query.',
}

const PAGE_SIZE = 50

export default async function MarketPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { q, after } = parseMarketUrl(await searchParams)
  const found = await tryRead(
    getApi().offers.find({ query: q, limit: PAGE_SIZE, ...(after && { cursor: after }) }),
  )
  const page = found.data
  return (
    <>
      <PageHead title="Market">
        <p>
          Capacity that can be rented now, at the price its operator signed. What is taken is escrowed; what
          is not used, beyond what an offer reserves, goes back.
        </p>
      </PageHead>
      {page && page.facets.kinds.length > 0 && <MarketFacets facets={page.facets} />}
      <QueryBar query={q} fault={page?.fault ?? null} />
      {page === undefined ? (
        <ReadError title="The market cannot be read now" {...found.failure} />
      ) : page.items.length > 0 ? (
        <OffersTable offers={page.items} />
      ) : (
        page.fault === null && <NoOffers isAll={q.trim() === ''} />
      )}
      {page && (
        <Pager
          label="Pages of offers"
          component={Link}
          firstHref={after === undefined ? undefined : marketHref({ q })}
          nextHref={page.nextCursor === null ? undefined : marketHref({ q, after: page.nextCursor })}
        />
      )}
      <LiveRefresh />
    </>
  )
}

function NoOffers({ isAll }: { isAll: boolean }) {
  if (isAll) {
    return (
      <EmptyState title="Nothing is on offer">
        The first offer that an operator with the minimum self-stake signs appears here at once.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="No offer matches"
      action={
        <LinkButton size="sm" component={Link} href={marketHref({ q: '' })}>
          Show all offers
        </LinkButton>
      }
    >
      Offers that are sold out, taken or withdrawn are not shown. Ask for less, or say “or” where you said
      “and”.
    </EmptyState>
  )
}
