import { EmptyState } from '@network3/ui/empty-state'
import { LinkButton } from '@network3/ui/link-button'
import { PageHead } from '@network3/ui/page-head'
import { Pager } from '@network3/ui/pager'
import type { Metadata } from 'next'
import { findOffersRecipe } from '../../features/developers/recipes.ts'
import { SameByProgram } from '../../features/developers/same-by-program.tsx'
import type { SearchParams } from '../../features/leaderboard/operators-query.ts'
import { CompareOffers } from '../../features/market/compare-offers.tsx'
import { MarketFacets } from '../../features/market/facets.tsx'
import { marketHref, parseMarketUrl } from '../../features/market/market-query.ts'
import { OffersTable } from '../../features/market/offers-table.tsx'
import { QueryBar } from '../../features/market/query-bar.tsx'
import { QueryFacets } from '../../features/market/query-facets.tsx'
import { readMarket } from '../../features/market/read-market.ts'
import { kindOfQuery } from '../../features/market/rent/read-want.ts'
import { RentSlot } from '../../features/market/rent/rent-slot.tsx'
import { WhyNot } from '../../features/market/why-not.tsx'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { LiveRefresh } from '../../shell/live-refresh.tsx'
import { ReadError } from '../../shell/read-error.tsx'

export const metadata: Metadata = {
  title: 'Market',
  description:
    'Computing power, bandwidth, egress and data sets on offer now, with prices, found by a query.',
}

export default async function MarketPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const url = parseMarketUrl(await searchParams)
  const { found, facets, compared, screened, kind } = await readMarket(url)
  const page = found.data

  return (
    <>
      <PageHead
        title="Market"
        actions={
          <>
            <LinkButton component={Link} href={paths.leases}>
              Leases
            </LinkButton>
            <LinkButton component={Link} href={paths.newOffer}>
              Make an offer
            </LinkButton>
          </>
        }
      >
        <p>
          Capacity that can be rented now, at the price its operator signed. What is taken is escrowed; what
          is not used, beyond what an offer reserves, goes back.
        </p>
      </PageHead>
      {page && page.facets.kinds.length > 0 && <MarketFacets facets={page.facets} />}
      <QueryBar query={url.q} fault={page?.fault ?? null} />
      {facets && <QueryFacets facets={facets} url={url} />}
      {page?.fault === null && (
        <RentSlot
          key={url.q}
          label="Get a price"
          from="the offers this query finds"
          query={url.q}
          kind={kindOfQuery(url.q)}
          longestSeconds={Math.max(0, ...page.items.map((offer) => offer.maxDurationSeconds))}
        />
      )}
      {compared.length > 0 && <CompareOffers offers={compared} url={url} />}
      {page === undefined ? (
        <ReadError title="The market cannot be read now" {...found.failure} />
      ) : page.items.length > 0 ? (
        <OffersTable offers={page.items} url={url} />
      ) : (
        page.fault === null && <NoOffers isAll={url.q.trim() === ''} />
      )}
      {page && (
        <Pager
          label="Pages of offers"
          component={Link}
          firstHref={url.after === undefined ? undefined : marketHref({ ...url, after: undefined })}
          nextHref={page.nextCursor === null ? undefined : marketHref({ ...url, after: page.nextCursor })}
        />
      )}
      <WhyNot url={url} offers={screened} kind={kind} />
      <SameByProgram recipe={findOffersRecipe(url.q)} className="mt-5" />
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
      “and”; below, any operator’s offers are screened by this query.
    </EmptyState>
  )
}
