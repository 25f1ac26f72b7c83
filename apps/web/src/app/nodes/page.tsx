import { countryName } from '@network3/core/countries'
import { EmptyState } from '@network3/ui/empty-state'
import { LinkButton } from '@network3/ui/link-button'
import { PageHead } from '@network3/ui/page-head'
import { Pager } from '@network3/ui/pager'
import { Segmented } from '@network3/ui/segmented'
import type { Metadata } from 'next'
import type { SearchParams } from '../../features/leaderboard/operators-query.ts'
import { NodeGauges } from '../../features/nodes/node-gauges.tsx'
import { NodesFilters } from '../../features/nodes/nodes-filters.tsx'
import { NodesList } from '../../features/nodes/nodes-list.tsx'
import { type NodesQuery, nodesHref, parseNodesQuery, statuses } from '../../features/nodes/nodes-query.ts'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { LiveRefresh } from '../../shell/live-refresh.tsx'
import { ReadError } from '../../shell/read-error.tsx'
import { getApi } from '../../trpc/server.ts'
import { tryRead } from '../../trpc/try-read.ts'

export const metadata: Metadata = {
  title: 'Nodes',
  description: 'Every device of the network: registered, online and verified, told apart.',
}

const PAGE_SIZE = 50

export default async function NodesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const query = parseNodesQuery(await searchParams)
  const { after, ...filters } = query
  const [found, overview] = await Promise.all([
    tryRead(getApi().nodes.find({ ...filters, limit: PAGE_SIZE, ...(after && { cursor: after }) })),
    tryRead(getApi().network.getOverview()),
  ])
  const countries = (overview.data?.countries ?? [])
    .map(({ country }) => ({ code: country, name: countryName(country) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
  const page = found.data
  return (
    <>
      <PageHead
        title="Nodes"
        actions={
          <LinkButton variant="signal" component={Link} href={paths.runNode}>
            Run a node
          </LinkButton>
        }
      >
        <p>
          Registered means on chain. Online means a gateway holds a session its key signed. Verified means it
          solved work whose answer was known. Three facts, counted apart.
        </p>
      </PageHead>
      {page && <NodeGauges counts={page.counts} />}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4 pt-6 pb-4">
        <div className="max-w-full overflow-x-auto">
          <Segmented
            label="Standing"
            component={Link}
            segments={statuses.map((status) => ({
              label: status,
              href: nodesHref(query, { status }),
              isCurrent: status === query.status,
            }))}
          />
        </div>
        <NodesFilters query={query} countries={countries} />
      </div>
      {page === undefined ? (
        <ReadError title="The nodes cannot be read now" {...found.failure} />
      ) : page.items.length === 0 ? (
        <NoNodes query={query} />
      ) : (
        <NodesList nodes={page.items} withOperator />
      )}
      {page && (
        <Pager
          label="Pages of nodes"
          component={Link}
          firstHref={after === undefined ? undefined : nodesHref(query)}
          nextHref={page.nextCursor === null ? undefined : nodesHref(query, { after: page.nextCursor })}
        />
      )}
      <LiveRefresh />
    </>
  )
}

function NoNodes({ query }: { query: NodesQuery }) {
  const isAll = query.status === 'registered' && query.country === undefined && query.capability === undefined
  return (
    <EmptyState
      title={isAll ? 'No node yet' : 'No node matches'}
      action={
        <LinkButton size="sm" component={Link} href={isAll ? paths.runNode : paths.nodes}>
          {isAll ? 'Run the first' : 'Show all'}
        </LinkButton>
      }
    >
      {isAll
        ? 'The first device that is paired with a wallet appears here within a block.'
        : 'Every filter must be met at once. Take one away.'}
    </EmptyState>
  )
}
