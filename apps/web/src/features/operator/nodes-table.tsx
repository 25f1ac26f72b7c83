import type { RouterOutputs } from '@network3/api/types'
import { countryName } from '@network3/core/countries'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { Badge } from '@network3/ui/badge'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { Instant } from '@network3/ui/instant'
import { Pager } from '@network3/ui/pager'
import { SectionHead } from '@network3/ui/section-head'
import { Link } from '../../shell/link.tsx'
import { EdgeMark } from './edge-mark.tsx'
import { listPages, type ProfileQuery } from './profile-query.ts'

type Page = RouterOutputs['operators']['findNodes']

/** The nodes of an operator, as the registry has them. Whether they are online is not measured yet. */
export function NodesTable({ address, query, page }: { address: string; query: ProfileQuery; page: Page }) {
  return (
    <section aria-labelledby="nodes" className="mt-11">
      <SectionHead id="nodes" title="Nodes" note="as registered on chain" />
      {page.items.length === 0 ? (
        <EmptyState title="No node">This operator has a pool, but has registered no node.</EmptyState>
      ) : (
        <DataTable label="Nodes">
          <thead>
            <tr>
              <HeadCell>Node</HeadCell>
              <HeadCell hideBelow="md">Country</HeadCell>
              <HeadCell hideBelow="md">Capabilities</HeadCell>
              <HeadCell hideBelow="lg">Registered, UTC</HeadCell>
              <HeadCell>State</HeadCell>
              <HeadCell isNumber>Last epoch, N3</HeadCell>
            </tr>
          </thead>
          <tbody>
            {page.items.map((node) => (
              <tr key={node.address}>
                <Cell>
                  <span className="inline-flex items-center gap-2.5">
                    <Address value={node.address} withIdenticon withCopy />
                    {node.edgeTokenId !== null && <EdgeMark tokenId={node.edgeTokenId} />}
                  </span>
                </Cell>
                <Cell hideBelow="md">{countryName(node.country)}</Cell>
                <Cell hideBelow="md" className="text-ink-2">
                  {node.capabilities.join(', ')}
                </Cell>
                <Cell hideBelow="lg" className="font-mono text-md">
                  <Instant at={node.registeredAt} />
                </Cell>
                <Cell>{node.state === 'retired' ? <Badge tone="warn">retired</Badge> : 'registered'}</Cell>
                <Cell isNumber>
                  {node.lastReward ? <Amount wei={node.lastReward.amountWei} digits={4} /> : '–'}
                </Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <Pager
        label="Pages of nodes"
        component={Link}
        {...listPages(address, query, 'nodes', page.nextCursor)}
      />
    </section>
  )
}
