import { EmptyState } from '@network3/ui/empty-state'
import { PageHead } from '@network3/ui/page-head'
import { Pager } from '@network3/ui/pager'
import type { Metadata } from 'next'
import { Fulfilment } from '../../../features/store/fulfilment.tsx'
import { countDevices } from '../../../features/store/store-words.ts'
import { paths, withQuery } from '../../../paths.ts'
import { Link } from '../../../shell/link.tsx'
import { LiveRefresh } from '../../../shell/live-refresh.tsx'
import { ReadError } from '../../../shell/read-error.tsx'
import { getApi } from '../../../trpc/server.ts'
import { tryRead } from '../../../trpc/try-read.ts'

export const metadata: Metadata = {
  title: 'Fulfilment',
  description: 'Edge devices that are paid for and wait to be shipped, oldest first.',
}

type FulfilmentPageProps = { searchParams: Promise<{ after?: string | string[] }> }

export default async function FulfilmentPage({ searchParams }: FulfilmentPageProps) {
  const { after } = await searchParams
  const cursor = typeof after === 'string' && after.length <= 512 ? { cursor: after } : {}
  const { data: page, failure } = await tryRead(getApi().store.findFulfilment({ limit: 20, ...cursor }))
  return (
    <>
      <PageHead title="Fulfilment">
        {page === undefined
          ? 'Devices that are paid for and wait to be shipped.'
          : `${countDevices(page.waiting)} ${page.waiting === 1 ? 'is' : 'are'} paid for and ${page.waiting === 1 ? 'waits' : 'wait'} to be shipped, oldest first. Shipping commits to the key inside the box and releases the money; until then its owner can take it back.`}
      </PageHead>
      {page === undefined ? (
        <ReadError title="The devices cannot be read now" {...failure} />
      ) : page.items.length === 0 ? (
        <EmptyState title="Nothing waits to be shipped">
          A device appears here as soon as somebody has bought it.
        </EmptyState>
      ) : (
        <Fulfilment devices={page.items} now={new Date().toISOString()} />
      )}
      <Pager
        label="Pages of waiting devices"
        component={Link}
        firstHref={'cursor' in cursor ? paths.storeFulfilment : undefined}
        nextHref={page?.nextCursor ? withQuery(paths.storeFulfilment, { after: page.nextCursor }) : undefined}
      />
      <LiveRefresh />
    </>
  )
}
