import type { RouterOutputs } from '@network3/api/types'
import { countryName } from '@network3/core/countries'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { Badge } from '@network3/ui/badge'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { Instant } from '@network3/ui/instant'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { EdgeMark } from '../operator/edge-mark.tsx'
import { NodeStatus } from './node-status.tsx'

type Node = RouterOutputs['nodes']['find']['items'][number]

/** Nodes with their standing. Without `withOperator` they are all of one. */
export function NodesList({
  nodes,
  withOperator = false,
}: {
  nodes: readonly Node[]
  withOperator?: boolean
}) {
  return (
    <DataTable label="Nodes">
      <thead>
        <tr>
          <HeadCell>Node</HeadCell>
          <HeadCell>Standing</HeadCell>
          {withOperator && <HeadCell hideBelow="md">Operator</HeadCell>}
          <HeadCell hideBelow="md">Country</HeadCell>
          <HeadCell hideBelow="lg">Capabilities</HeadCell>
          <HeadCell hideBelow="xl">Registered, UTC</HeadCell>
          <HeadCell isNumber hideBelow="lg">
            <abbr title="Jobs it takes at once, and how many more it can take now" className="no-underline">
              Slots free
            </abbr>
          </HeadCell>
          <HeadCell isNumber>Last epoch, N3</HeadCell>
        </tr>
      </thead>
      <tbody>
        {nodes.map((node) => (
          <tr key={node.address} className="hover:bg-sunken/60">
            <Cell>
              <span className="inline-flex items-center gap-2.5">
                <Address
                  value={node.address}
                  withIdenticon
                  withCopy
                  href={paths.node(node.address)}
                  component={Link}
                />
                {node.edgeTokenId !== null && (
                  <span className="max-md:hidden">
                    <EdgeMark tokenId={node.edgeTokenId} />
                  </span>
                )}
              </span>
            </Cell>
            <Cell>
              <NodeStatus node={node} isShort={withOperator} />
            </Cell>
            {withOperator && (
              <Cell hideBelow="md">
                <span className="inline-flex items-center gap-2">
                  <Address value={node.operator} href={paths.operator(node.operator)} component={Link} />
                  {node.isLocalEconomy && <Badge title="A wallet of the local economy">local</Badge>}
                </span>
              </Cell>
            )}
            <Cell hideBelow="md">{countryName(node.country)}</Cell>
            <Cell hideBelow="lg" className="text-ink-2">
              {node.capabilities.join(', ')}
            </Cell>
            <Cell hideBelow="xl" className="font-mono text-md">
              <Instant at={node.registeredAt} />
            </Cell>
            <Cell isNumber hideBelow="lg">
              {node.isOnline && node.slots !== null ? `${node.freeSlots} / ${node.slots}` : '–'}
            </Cell>
            <Cell isNumber>
              {node.lastReward ? <Amount wei={node.lastReward.amountWei} digits={4} /> : '–'}
            </Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
