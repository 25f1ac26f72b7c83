import type { RouterOutputs } from '@network3/api/types'
import { Amount } from '@network3/ui/amount'
import { Badge } from '@network3/ui/badge'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { Instant } from '@network3/ui/instant'
import { Pager } from '@network3/ui/pager'
import { SectionHead } from '@network3/ui/section-head'
import { paths, withQuery } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'

type Page = RouterOutputs['epochs']['find']
type Epoch = Page['items'][number]

/** The last epochs: what was posted, whether it may be claimed, whether its file holds. */
export function EpochsTable({ page, after }: { page: Page; after: string | undefined }) {
  const hrefAt = (epochs: string | undefined) => `${withQuery(paths.status, { epochs })}#epochs`
  return (
    <section aria-labelledby="epochs" className="mt-11">
      <SectionHead id="epochs" title="Epochs" note="roots on chain and their files" />
      {page.items.length === 0 ? (
        <EmptyState title="No root yet">The attestors post one after each epoch has ended.</EmptyState>
      ) : (
        <DataTable label="Epochs">
          <thead>
            <tr>
              <HeadCell>Epoch</HeadCell>
              <HeadCell hideBelow="md">Ended, UTC</HeadCell>
              <HeadCell isNumber>Credited, N3</HeadCell>
              <HeadCell>Root</HeadCell>
              <HeadCell>File</HeadCell>
              <HeadCell hideBelow="lg">Merkle root</HeadCell>
            </tr>
          </thead>
          <tbody>
            {page.items.map((epoch) => (
              <EpochRow key={epoch.number} epoch={epoch} />
            ))}
          </tbody>
        </DataTable>
      )}
      <Pager
        label="Pages of epochs"
        component={Link}
        firstHref={after === undefined ? undefined : hrefAt(undefined)}
        nextHref={page.nextCursor === null ? undefined : hrefAt(page.nextCursor)}
      />
    </section>
  )
}

const rootTones = { pending: 'line', claimable: 'signal', vetoed: 'bad' } as const
const fileTones = { pending: 'line', verified: 'signal', refused: 'bad' } as const

function EpochRow({ epoch }: { epoch: Epoch }) {
  return (
    <tr>
      <Cell className="font-mono">{epoch.number.toLocaleString('en-US')}</Cell>
      <Cell hideBelow="md" className="font-mono text-md">
        <Instant at={epoch.endsAt} />
      </Cell>
      <Cell isNumber>
        <Amount wei={epoch.totalWei} />
      </Cell>
      <Cell>
        <Badge tone={rootTones[epoch.rootState]}>{epoch.rootState}</Badge>
      </Cell>
      <Cell>
        <Badge
          tone={fileTones[epoch.fileState]}
          {...(epoch.fileReason && { title: `${epoch.fileReason.code}: ${epoch.fileReason.sentence}` })}
        >
          {epoch.fileState}
        </Badge>
      </Cell>
      <Cell hideBelow="lg" className="font-mono text-ink-3 text-md">
        <span title={epoch.root}>{`${epoch.root.slice(0, 18)}…${epoch.root.slice(-8)}`}</span>
      </Cell>
    </tr>
  )
}
