import { countryName } from '@network3/core/countries'
import { EmptyState } from '@network3/ui/empty-state'
import { LinkButton } from '@network3/ui/link-button'
import { PageHead } from '@network3/ui/page-head'
import { Pager } from '@network3/ui/pager'
import { Segmented } from '@network3/ui/segmented'
import type { Metadata } from 'next'
import { OperatorsFilters } from '../../features/leaderboard/operators-filters.tsx'
import {
  hasFilter,
  operatorsHref,
  parseOperatorsQuery,
  type SearchParams,
  toFindInput,
  windowLabels,
  windows,
  windowWords,
} from '../../features/leaderboard/operators-query.ts'
import { OperatorsTable } from '../../features/leaderboard/operators-table.tsx'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { LiveRefresh } from '../../shell/live-refresh.tsx'
import { ReadError } from '../../shell/read-error.tsx'
import { getApi } from '../../trpc/server.ts'
import { tryRead } from '../../trpc/try-read.ts'

export const metadata: Metadata = {
  title: 'Operators',
  description: 'Who runs the network, ranked by what they earned.',
}

const PAGE_SIZE = 50

export default async function OperatorsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const query = parseOperatorsQuery(await searchParams)
  const { input, faults } = toFindInput(query, PAGE_SIZE)
  const [found, overview] = await Promise.all([
    tryRead(getApi().operators.find(input)),
    tryRead(getApi().network.getOverview()),
  ])
  const countries = (overview.data?.countries ?? [])
    .map(({ country }) => ({ code: country, name: countryName(country) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
  const page = found.data
  return (
    <>
      <PageHead
        title="Operators"
        actions={
          <>
            <LinkButton size="sm" href={operatorsHref(query, {}, paths.operatorsCsv)} download>
              CSV
            </LinkButton>
            <LinkButton size="sm" href={operatorsHref(query, {}, paths.operatorsJson)} download>
              JSON
            </LinkButton>
          </>
        }
      >
        <p>
          Earned is what verified epoch files credit; paid is what was claimed on chain. Rank is by earned,
          its change against the window before.
        </p>
      </PageHead>
      <OperatorsFilters query={query} faults={faults} countries={countries} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 pb-3">
        <Segmented
          label="Window"
          component={Link}
          segments={windows.map((window) => ({
            label: windowLabels[window],
            href: operatorsHref(query, { window }),
            isCurrent: window === query.window,
            title: windowWords[window],
          }))}
        />
        {page && <Caption page={page} />}
      </div>
      {page === undefined ? (
        <ReadError title="The leaderboard cannot be read now" {...found.failure} />
      ) : page.items.length === 0 ? (
        <NoOperators isFiltered={hasFilter(query)} />
      ) : (
        <OperatorsTable items={page.items} query={query} isSortable />
      )}
      {page && (
        <Pager
          label="Pages of operators"
          component={Link}
          firstHref={query.after === undefined ? undefined : operatorsHref(query)}
          nextHref={page.nextCursor === null ? undefined : operatorsHref(query, { after: page.nextCursor })}
        />
      )}
      <LiveRefresh />
    </>
  )
}

function Caption({ page }: { page: { totalCount: number | null; asOf: { blockNumber: number } } }) {
  return (
    <p className="font-mono text-ink-3 text-sm">
      {page.totalCount !== null && `${page.totalCount.toLocaleString('en-US')} ranked · `}
      as of block {page.asOf.blockNumber.toLocaleString('en-US')}
    </p>
  )
}

function NoOperators({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState
        title="No operator matches"
        action={
          <LinkButton size="sm" component={Link} href={paths.operators}>
            Clear the filters
          </LinkButton>
        }
      >
        Every filter must be met at once. Take one away, or ask for less stake.
      </EmptyState>
    )
  }
  return (
    <EmptyState title="No operator yet">
      The first wallet that registers a node, or opens a stake pool, appears here within a block.
    </EmptyState>
  )
}
