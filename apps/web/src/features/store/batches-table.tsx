import type { RouterOutputs } from '@network3/api/types'
import { Amount } from '@network3/ui/amount'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { formatInstant } from '@network3/ui/format-time'
import { Pager } from '@network3/ui/pager'
import { SectionHead } from '@network3/ui/section-head'
import { Link } from '../../shell/link.tsx'
import { BatchBadge } from './status-badge.tsx'
import { StockBar } from './stock.tsx'
import { type StoreQuery, storeHref, storePages } from './store-query.ts'

type Page = RouterOutputs['store']['findBatches']
type BatchesTableProps = {
  page: Page
  query: StoreQuery
  address: string | undefined
  /** The batch shown above. */
  shown: number | undefined
}

/** Every batch there was and will be; each links to itself. */
export function BatchesTable({ page, query, address, shown }: BatchesTableProps) {
  if (page.items.length === 0) return null
  return (
    <section aria-labelledby="batches" className="mt-11">
      <SectionHead id="batches" title="Batches" note="newest first, as set on chain" />
      <DataTable label="Table of batches">
        <thead>
          <tr>
            <HeadCell>Batch</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell isNumber>Price, N3</HeadCell>
            <HeadCell>Left</HeadCell>
            <HeadCell isNumber hideBelow="md">
              A wallet
            </HeadCell>
            <HeadCell hideBelow="lg">Opens, UTC</HeadCell>
            <HeadCell hideBelow="lg">Closes, UTC</HeadCell>
          </tr>
        </thead>
        <tbody>
          {page.items.map((batch) => (
            <tr key={batch.batchId} aria-current={batch.batchId === shown ? 'true' : undefined}>
              <Cell>
                <Link
                  href={storeHref(address, query, { batch: batch.batchId })}
                  className="underline-offset-4 hover:underline"
                >
                  {batch.batchId === shown ? (
                    <span className="font-[600]">Batch {batch.batchId}, shown</span>
                  ) : (
                    `Batch ${batch.batchId}`
                  )}
                </Link>
              </Cell>
              <Cell>
                <BatchBadge status={batch.status} reason={batch.reason} />
              </Cell>
              <Cell isNumber className="font-semibold">
                <Amount wei={batch.unitPriceWei} />
              </Cell>
              <Cell>
                <span className="grid w-28 gap-1.5 font-mono text-md max-md:w-16">
                  <span>
                    {batch.available.toLocaleString('en-US')}
                    <span className="text-ink-3 max-md:hidden">
                      {' '}
                      / {batch.supply.toLocaleString('en-US')}
                    </span>
                  </span>
                  <StockBar batch={batch} className="mb-1" />
                </span>
              </Cell>
              <Cell isNumber hideBelow="md">
                {batch.capPerWallet}
              </Cell>
              <Cell hideBelow="lg" className="font-mono text-ink-2 text-md">
                {day(batch.opensAt)}
              </Cell>
              <Cell hideBelow="lg" className="font-mono text-ink-2 text-md">
                {day(batch.closesAt)}
              </Cell>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Pager
        label="Pages of batches"
        component={Link}
        {...storePages(address, query, 'batches', page.nextCursor)}
      />
    </section>
  )
}

/** To the minute: the head of the column names the zone, the title has the rest. */
function day(iso: string) {
  const text = formatInstant(iso)
  return (
    <time dateTime={iso} title={text}>
      {text.slice(0, 16)}
    </time>
  )
}
