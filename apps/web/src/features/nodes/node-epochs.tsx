import type { RouterOutputs } from '@network3/api/types'
import { EmptyState } from '@network3/ui/empty-state'
import { Instant } from '@network3/ui/instant'
import { Pager } from '@network3/ui/pager'
import { SectionHead } from '@network3/ui/section-head'
import { Link } from '../../shell/link.tsx'
import { EpochSummary } from '../operator/epoch-summary.tsx'
import { explainScore } from '../operator/explain-score.ts'
import { type NodePageQuery, nodeListPages } from './nodes-query.ts'

type Page = RouterOutputs['nodes']['findEpochs']

/** What each epoch brought the node, with every input of its score. */
export function NodeEpochs({ address, query, page }: { address: string; query: NodePageQuery; page: Page }) {
  return (
    <section aria-labelledby="epochs" className="mt-11">
      <SectionHead id="epochs" title="By epoch" note="from verified epoch files" />
      {page.items.length === 0 ? (
        <EmptyState title="No epoch yet">The first one is posted soon after it ends.</EmptyState>
      ) : (
        <ol className="border-line-strong border-t">
          {page.items.map((epoch) => (
            <li key={epoch.epoch} className="border-line border-b">
              <Epoch epoch={epoch} />
            </li>
          ))}
        </ol>
      )}
      <Pager
        label="Pages of epochs"
        component={Link}
        {...nodeListPages(address, query, 'epochs', page.nextCursor)}
      />
    </section>
  )
}

function Epoch({ epoch: { epoch, startsAt, reward } }: { epoch: Page['items'][number] }) {
  const began = (
    <>
      began <Instant at={startsAt} className="font-mono" />
    </>
  )
  if (reward === null) {
    return (
      <p className="flex min-h-[46px] flex-wrap items-center gap-x-6 py-2">
        <span className="w-20 pl-[18px] font-mono">{epoch.toLocaleString('en-US')}</span>
        <span className="text-ink-3 text-sm">{began}</span>
        <span className="ml-auto text-ink-3 text-md">not in its file</span>
      </p>
    )
  }
  return (
    <details className="group">
      <EpochSummary epoch={epoch} amountWei={reward.amountWei}>
        {began}
      </EpochSummary>
      <dl className="grid gap-x-10 pb-4 sm:grid-cols-2 lg:grid-cols-3 lg:pl-[26px]">
        {explainScore(reward.inputs).map(({ key, label, value, note }) => (
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
    </details>
  )
}
