import { reasonOf } from '@network3/core/reasons'
import { EmptyState } from '@network3/ui/empty-state'
import { PageHead } from '@network3/ui/page-head'
import { Pager } from '@network3/ui/pager'
import type { Metadata } from 'next'
import { getChainConfig } from '../../../config/get-chain-config.ts'
import { Fulfilment } from '../../../features/store/fulfilment.tsx'
import { OrderFilter } from '../../../features/store/order-filter.tsx'
import { readFulfilment } from '../../../features/store/read-fulfilment.ts'
import { readIdParam } from '../../../features/store/read-id-param.ts'
import { parseFulfilmentQuery, type SearchParams } from '../../../features/store/store-query.ts'
import { countDevices } from '../../../features/store/store-words.ts'
import { paths, withQuery } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'
import { LiveRefresh } from '../../../shell/live-refresh.tsx'
import { ReadError } from '../../../shell/read-error.tsx'
import { tryRead } from '../../../trpc/try-read.ts'

export const metadata: Metadata = {
  title: 'Fulfilment',
  description: 'Edge devices that are paid for and wait to be shipped, oldest first.',
}

export default async function FulfilmentPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { order, after } = parseFulfilmentQuery(await searchParams)
  const orderId = order === undefined ? undefined : readIdParam(order)
  const [{ data: page, failure }, { isLocal }] = await Promise.all([
    tryRead(readFulfilment(orderId, after)),
    getChainConfig(),
  ])
  const waiting = page?.waiting ?? 0
  const hrefAt = (cursor: string | undefined) =>
    withQuery(paths.storeFulfilment, { order: orderId, after: cursor })
  return (
    <>
      <PageHead title="Fulfilment">
        {waiting === 0 ? 'Devices' : countDevices(waiting)} {waiting === 1 ? 'is' : 'are'} paid for and{' '}
        {waiting === 1 ? 'waits' : 'wait'} to be shipped, oldest first. Shipping commits to the key inside the
        box and releases the money; until then its owner can take it back.
      </PageHead>
      <OrderFilter
        orderId={orderId}
        problem={order !== undefined && orderId === undefined ? 'An order has a number, from 1.' : undefined}
      />
      {isLocal && (
        <p className="mb-5 text-ink-3 text-md">
          On this local chain a command plays the devices:{' '}
          <code className="text-ink-2">npm run device -- --token 12</code> prints the key commitment of device
          12.
        </p>
      )}
      {page === undefined ? (
        <ReadError title="The devices cannot be read now" {...failure} />
      ) : page.items.length === 0 ? (
        <EmptyState title="Nothing waits to be shipped">
          {orderId === undefined
            ? 'A device appears here as soon as somebody has bought it.'
            : 'Every device of this order has been shipped or refunded, or there is no such order.'}
        </EmptyState>
      ) : (
        <Fulfilment
          devices={page.items}
          now={new Date().toISOString()}
          noRole={{ code: 'DEVICE_NOT_FULFILLER', sentence: reasonOf('DEVICE_NOT_FULFILLER').sentence }}
        />
      )}
      <Pager
        label="Pages of waiting devices"
        component={Link}
        firstHref={after === undefined ? undefined : hrefAt(undefined)}
        nextHref={page?.nextCursor ? hrefAt(page.nextCursor) : undefined}
      />
      <LiveRefresh {...(page && { drawnAt: page.asOf.blockNumber })} />
    </>
  )
}
