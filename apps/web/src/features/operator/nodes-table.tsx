import type { RouterOutputs } from '@network3/api/types'
import { EmptyState } from '@network3/ui/empty-state'
import { Pager } from '@network3/ui/pager'
import { SectionHead } from '@network3/ui/section-head'
import { Link } from '../../shell/link.tsx'
import { NodesList } from '../nodes/nodes-list.tsx'
import { listPages, type ProfileQuery } from './profile-query.ts'

type Page = RouterOutputs['operators']['findNodes']

/** The nodes of an operator: registered, online and verified told apart, each with its reason. */
export function NodesTable({ address, query, page }: { address: string; query: ProfileQuery; page: Page }) {
  return (
    <section aria-labelledby="nodes" className="mt-11">
      <SectionHead id="nodes" title="Nodes" note="standing now, by the registry and the gateways" />
      {page.items.length === 0 ? (
        <EmptyState title="No node">This operator has a pool, but has registered no node.</EmptyState>
      ) : (
        <NodesList nodes={page.items} />
      )}
      <Pager
        label="Pages of nodes"
        component={Link}
        {...listPages(address, query, 'nodes', page.nextCursor)}
      />
    </section>
  )
}
