import { EmptyState } from '@network3/ui/empty-state'
import type { Metadata } from 'next'
import { AddressLookup } from '../../features/staking/address-lookup.tsx'
import { readAddressParam } from '../../features/staking/read-address-param.ts'
import { BatchGauges } from '../../features/store/batch-gauges.tsx'
import { BatchHero } from '../../features/store/batch-hero.tsx'
import { BatchesTable } from '../../features/store/batches-table.tsx'
import { DevicesOf, OrdersOf } from '../../features/store/lists-of-address.tsx'
import { OwnLists } from '../../features/store/own-lists.tsx'
import { readStore } from '../../features/store/read-store.ts'
import { SaleFacts } from '../../features/store/sale-facts.tsx'
import { parseStoreQuery, type SearchParams } from '../../features/store/store-query.ts'
import { paths } from '../../paths.ts'
import { LiveRefresh } from '../../shell/live-refresh.tsx'
import { ReadError } from '../../shell/read-error.tsx'

export const metadata: Metadata = {
  title: 'Store',
  description:
    'Edge devices: a node in a box, sold in batches for N3. The money is held by the contract until a device ships.',
}

export default async function StorePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const search = await searchParams
  const query = parseStoreQuery(search)
  const { address, problem } = readAddressParam(search.address)
  const { store, owned } = await readStore(query, address)
  if (store.data === undefined) return <ReadError title="The store cannot be read now" {...store.failure} />
  const { batch, batches, sale } = store.data
  const now = new Date().toISOString()

  return (
    <>
      <BatchHero batch={batch} />
      {batch === undefined ? (
        <EmptyState title="No batch yet">
          Devices are sold in batches. The first one appears here as soon as the merchant opens it on chain.
        </EmptyState>
      ) : (
        <BatchGauges batch={batch} now={now} />
      )}
      <BatchesTable page={batches} query={query} address={address} shown={batch?.batchId} />
      <div className="mt-11 grid grid-cols-[minmax(0,1fr)] gap-11">
        <AddressLookup path={paths.store} address={address} problem={problem} />
        {address === undefined || owned === undefined ? (
          <OwnLists />
        ) : owned.data === undefined ? (
          <ReadError title="Its orders and devices cannot be read now" {...owned.failure} />
        ) : (
          <>
            <OrdersOf address={address} query={query} page={owned.data.orders} />
            <DevicesOf address={address} query={query} page={owned.data.devices} />
          </>
        )}
        <SaleFacts sale={sale} />
      </div>
      <LiveRefresh drawnAt={sale.asOf.blockNumber} />
    </>
  )
}
