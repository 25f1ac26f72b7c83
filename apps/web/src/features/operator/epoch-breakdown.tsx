import type { RouterOutputs } from '@network3/api/types'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { EmptyState } from '@network3/ui/empty-state'
import { Instant } from '@network3/ui/instant'
import { Pager } from '@network3/ui/pager'
import { SectionHead } from '@network3/ui/section-head'
import { Link } from '../../shell/link.tsx'
import { EpochSummary } from './epoch-summary.tsx'
import { explainScore } from './explain-score.ts'
import { listPages, type ProfileQuery } from './profile-query.ts'

type Page = RouterOutputs['operators']['findEpochs']
type Epoch = Page['items'][number]

/** What each epoch brought, and why it was that much. */
export function EpochBreakdown({
  address,
  query,
  page,
}: {
  address: string
  query: ProfileQuery
  page: Page
}) {
  return (
    <section aria-labelledby="epochs" className="mt-11">
      <SectionHead id="epochs" title="By epoch" note="from verified epoch files" />
      {page.items.length === 0 ? (
        <EmptyState title="No epoch yet">
          An epoch counts once its file has been fetched and rebuilt to the root on chain.
        </EmptyState>
      ) : (
        <ol className="border-line-strong border-t">
          {page.items.map((epoch) => (
            <EpochRow key={epoch.epoch} epoch={epoch} />
          ))}
        </ol>
      )}
      <Pager
        label="Pages of epochs"
        component={Link}
        {...listPages(address, query, 'epochs', page.nextCursor)}
      />
    </section>
  )
}

function EpochRow({ epoch }: { epoch: Epoch }) {
  return (
    <li className="border-line border-b">
      <details className="group">
        <EpochSummary epoch={epoch.epoch} amountWei={epoch.amountWei}>
          ended <Instant at={epoch.endsAt} className="font-mono" />
        </EpochSummary>
        <div className="grid gap-6 pt-1 pb-6 lg:pl-[26px]">
          <p className="max-w-[90ch] text-ink-2 text-md">
            A node's part of the uptime pool is its slots × multiplier over the same of all nodes with the
            minimum stake, up to the most one node may have. Bandwidth, compute and data pay nothing until
            their work is verified.
          </p>
          {epoch.nodes.map((node) => (
            <NodeScore key={node.node} node={node} />
          ))}
          {epoch.nodeCount > epoch.nodes.length && (
            <p className="text-ink-3 text-sm">
              The {epoch.nodes.length} nodes that earned most, of {epoch.nodeCount}. The epoch file has all of
              them.
            </p>
          )}
        </div>
      </details>
    </li>
  )
}

function NodeScore({ node }: { node: Epoch['nodes'][number] }) {
  return (
    <div>
      <p className="flex items-center justify-between gap-4 border-line-strong border-b pb-2">
        <span className="inline-flex items-center gap-2">
          <span className="text-ink-3 text-sm">node</span>
          <Address value={node.node} withIdenticon />
        </span>
        <Amount wei={node.amountWei} digits={4} unit="N3" className="text-md" />
      </p>
      <dl className="grid gap-x-10 sm:grid-cols-2 lg:grid-cols-3">
        {explainScore(node.inputs).map(({ key, label, value, note }) => (
          <div
            key={key}
            className="flex items-baseline justify-between gap-4 border-line border-b py-1.5 text-md"
          >
            <dt title={note} className="text-ink-2">
              {label}
            </dt>
            <dd className="text-right font-mono text-sm">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
