import type { RouterOutputs } from '@network3/api/types'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { Instant } from '@network3/ui/instant'
import { Pager } from '@network3/ui/pager'
import { SectionHead } from '@network3/ui/section-head'
import { Link } from '../../shell/link.tsx'
import { type NodePageQuery, nodeListPages } from './nodes-query.ts'

type Page = RouterOutputs['nodes']['findWork']

const kinds: Record<string, string> = { canary: 'check', audit: 'audit', rented: 'rented' }

/** Work counted for the node by receipts it signed. */
export function NodeWork({ address, query, page }: { address: string; query: NodePageQuery; page: Page }) {
  return (
    <section aria-labelledby="work">
      <SectionHead id="work" title="Work" note="by receipts it signed" />
      {page.items.length === 0 ? (
        <EmptyState title="No work counted yet">
          A node that lends job slots is checked at a random time of every epoch.
        </EmptyState>
      ) : (
        <DataTable label="Work">
          <thead>
            <tr>
              <HeadCell>When, UTC</HeadCell>
              <HeadCell>Kind</HeadCell>
              <HeadCell>Result</HeadCell>
              <HeadCell isNumber hideBelow="md">
                Gas
              </HeadCell>
              <HeadCell isNumber hideBelow="md">
                ms
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {page.items.map((work) => (
              <tr key={`${work.jobId}-${work.fence}`}>
                <Cell className="font-mono text-md">
                  <Instant at={work.recordedAt} />
                </Cell>
                <Cell>
                  <span title={work.jobId}>{kinds[work.origin] ?? work.origin}</span>
                </Cell>
                <Cell className={work.isValid ? undefined : 'text-bad'}>
                  {work.isValid ? 'right' : 'wrong'}
                </Cell>
                <Cell isNumber hideBelow="md">
                  {BigInt(work.gas).toLocaleString('en-US')}
                </Cell>
                <Cell isNumber hideBelow="md">
                  {work.durationMs.toLocaleString('en-US')}
                </Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <Pager
        label="Pages of work"
        component={Link}
        {...nodeListPages(address, query, 'work', page.nextCursor)}
      />
    </section>
  )
}
