import type { RouterOutputs } from '@network3/api/types'
import { Badge } from '@network3/ui/badge'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { Instant } from '@network3/ui/instant'
import { SectionHead } from '@network3/ui/section-head'

type Disagreement = RouterOutputs['status']['get']['disagreements'][number]

/** When providers gave different answers: about what, who, and whether it is settled. Nothing is shown where they never did. */
export function DisagreementsTable({ items }: { items: readonly Disagreement[] }) {
  if (items.length === 0) return null
  return (
    <section aria-labelledby="disagreements" className="mt-11">
      <SectionHead id="disagreements" title="Providers that disagreed" note="nothing is indexed on one" />
      <DataTable label="Disagreements of providers">
        <thead>
          <tr>
            <HeadCell isNumber>Block</HeadCell>
            <HeadCell>About</HeadCell>
            <HeadCell>Providers</HeadCell>
            <HeadCell hideBelow="md" isNumber>
              Times
            </HeadCell>
            <HeadCell hideBelow="md">Last, UTC</HeadCell>
            <HeadCell>State</HeadCell>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.blockNumber} ${item.kind} ${item.providers.join()}`}>
              <Cell isNumber>{item.blockNumber.toLocaleString('en-US')}</Cell>
              <Cell>
                <span title={item.detail}>{item.kind}</span>
              </Cell>
              <Cell className="font-mono text-md">{item.providers.join(', ')}</Cell>
              <Cell hideBelow="md" isNumber>
                {item.occurrences.toLocaleString('en-US')}
              </Cell>
              <Cell hideBelow="md" className="font-mono text-md">
                <Instant at={item.lastSeenAt} />
              </Cell>
              <Cell>
                {item.resolvedAt === null ? (
                  <Badge tone="bad">open</Badge>
                ) : (
                  <Badge tone="signal">resolved</Badge>
                )}
              </Cell>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </section>
  )
}
