import { PageHead } from '@network3/ui/page-head'
import { Pager } from '@network3/ui/pager'
import type { Metadata } from 'next'
import { findLeasesRecipe } from '../../features/developers/recipes.ts'
import { SameByProgram } from '../../features/developers/same-by-program.tsx'
import type { SearchParams } from '../../features/leaderboard/operators-query.ts'
import { leasesHref, parseLeasesQuery } from '../../features/leases/leases-query.ts'
import { LeasesSection } from '../../features/leases/leases-section.tsx'
import { LeasesTable } from '../../features/leases/leases-table.tsx'
import { OwnLeases } from '../../features/leases/own-leases.tsx'
import { AddressLookup } from '../../features/staking/address-lookup.tsx'
import { readAddressParam } from '../../features/staking/read-address-param.ts'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { LiveRefresh } from '../../shell/live-refresh.tsx'
import { ReadError } from '../../shell/read-error.tsx'
import { getApi } from '../../trpc/server.ts'
import { tryRead } from '../../trpc/try-read.ts'

export const metadata: Metadata = {
  title: 'Leases',
  description: 'What is rented and lent: units used and paid, money held, and why each lease is where it is.',
}

const PAGE_SIZE = 25

export default async function LeasesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const search = await searchParams
  const query = parseLeasesQuery(search)
  const { address, problem } = readAddressParam(search.address)
  const { side, filter, after } = query
  const found =
    address === undefined
      ? undefined
      : await tryRead(
          getApi().leases.find({
            ...{ [side]: address, filter, limit: PAGE_SIZE },
            ...(after !== undefined && { cursor: after }),
          }),
        )
  return (
    <>
      <PageHead title="Leases">
        <p>
          A lease holds N3 in escrow for capacity of one operator. Work is paid out of it as results are
          accepted; every step is on chain, with its reason.
        </p>
      </PageHead>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
        <AddressLookup
          path={paths.leases}
          address={address}
          problem={problem}
          hidden={{ side: side === 'renter' ? undefined : side }}
        />
        {found === undefined || address === undefined ? (
          <OwnLeases query={query} />
        ) : found.data === undefined ? (
          <ReadError title="Its leases cannot be read now" {...found.failure} />
        ) : (
          <LeasesSection address={address} query={query} isEmpty={found.data.items.length === 0}>
            {found.data.items.length > 0 && <LeasesTable leases={found.data.items} side={side} />}
            <Pager
              label="Pages of leases"
              component={Link}
              firstHref={after === undefined ? undefined : leasesHref(address, query)}
              nextHref={
                found.data.nextCursor === null
                  ? undefined
                  : leasesHref(address, query, { after: found.data.nextCursor })
              }
            />
          </LeasesSection>
        )}
        <SameByProgram recipe={findLeasesRecipe({ side, filter, address })} />
      </div>
      {found?.data && <LiveRefresh drawnAt={found.data.asOf.blockNumber} />}
    </>
  )
}
