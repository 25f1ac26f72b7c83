import type { RouterOutputs } from '@network3/api/types'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { EmptyState } from '@network3/ui/empty-state'
import { Hash } from '@network3/ui/hash'
import { Instant } from '@network3/ui/instant'
import { LinkButton } from '@network3/ui/link-button'
import { Pager } from '@network3/ui/pager'
import { SectionHead } from '@network3/ui/section-head'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { EventAmount } from '../activity/event-amount.tsx'
import { EventSentence } from '../activity/event-sentence.tsx'
import { listPages, type ProfileQuery } from './profile-query.ts'

type Page = RouterOutputs['activity']['find']

/** Every event of the operator on chain, with its transaction. */
export function HistoryTable({ address, query, page }: { address: string; query: ProfileQuery; page: Page }) {
  return (
    <section aria-labelledby="history" className="mt-11">
      <SectionHead id="history" title="History" note="events on chain, newest first">
        <LinkButton size="sm" href={paths.operatorCsv(address)} download>
          CSV
        </LinkButton>
      </SectionHead>
      {page.items.length === 0 ? (
        <EmptyState title="No event yet" />
      ) : (
        <DataTable label="History">
          <thead>
            <tr>
              <HeadCell hideBelow="md">When, UTC</HeadCell>
              <HeadCell>Event</HeadCell>
              <HeadCell isNumber>N3</HeadCell>
              <HeadCell isNumber hideBelow="md">
                Block
              </HeadCell>
              <HeadCell hideBelow="lg">Transaction</HeadCell>
            </tr>
          </thead>
          <tbody>
            {page.items.map((event) => (
              <tr key={event.id}>
                <Cell hideBelow="md" className="font-mono text-md">
                  <Instant at={event.minedAt} />
                </Cell>
                <Cell>
                  <EventSentence event={event} />
                </Cell>
                <Cell isNumber>
                  <EventAmount event={event} />
                </Cell>
                <Cell isNumber hideBelow="md" title={finalityWords[event.finality]}>
                  {event.blockNumber.toLocaleString('en-US')}
                </Cell>
                <Cell hideBelow="lg" className="font-mono text-md">
                  <Hash value={event.txHash} noun="transaction" />
                </Cell>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <Pager
        label="Pages of history"
        component={Link}
        {...listPages(address, query, 'history', page.nextCursor)}
      />
    </section>
  )
}

const finalityWords: Record<Page['items'][number]['finality'], string> = {
  latest: 'Latest: may still be replaced',
  safe: 'Safe: unlikely to be replaced',
  finalized: 'Final: cannot be replaced',
}
