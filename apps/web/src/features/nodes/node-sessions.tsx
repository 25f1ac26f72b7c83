import type { RouterOutputs } from '@network3/api/types'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { Instant } from '@network3/ui/instant'
import { Pager } from '@network3/ui/pager'
import { SectionHead } from '@network3/ui/section-head'
import { Link } from '../../shell/link.tsx'
import { type NodePageQuery, nodeListPages } from './nodes-query.ts'

type Page = RouterOutputs['nodes']['findStatusChanges']

/** Each coming and going, with the reason. */
export function NodeSessions({
  address,
  query,
  page,
}: {
  address: string
  query: NodePageQuery
  page: Page
}) {
  return (
    <section aria-labelledby="sessions" className="mt-11">
      <SectionHead id="sessions" title="Comings and goings" note="as gateways saw them" />
      {page.items.length === 0 ? (
        <EmptyState title="It was never online">Its first session appears here at once.</EmptyState>
      ) : (
        <DataTable label="Comings and goings">
          <thead>
            <tr>
              <HeadCell>When, UTC</HeadCell>
              <HeadCell>Then</HeadCell>
              <HeadCell>Why</HeadCell>
              <HeadCell hideBelow="lg">Gateway</HeadCell>
            </tr>
          </thead>
          <tbody>
            {page.items.map(({ id, at, status, reason, gateway }) => (
              <tr key={id}>
                <Cell className="font-mono text-md">
                  <Instant at={at} />
                </Cell>
                <Cell className={status === 'offline' ? 'text-warn' : undefined}>{status}</Cell>
                <Cell className="whitespace-normal">
                  <code className="text-ink-3 text-xs">{reason.code}</code>{' '}
                  <span className="text-ink-2 max-md:hidden">{reason.sentence}</span>
                </Cell>
                <Cell hideBelow="lg" className="font-mono text-md">
                  {gateway}
                </Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <Pager
        label="Pages of comings and goings"
        component={Link}
        {...nodeListPages(address, query, 'sessions', page.nextCursor)}
      />
    </section>
  )
}
