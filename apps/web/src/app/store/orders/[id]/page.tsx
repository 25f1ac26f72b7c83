import { Address } from '@network3/ui/address'
import { PageHead } from '@network3/ui/page-head'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getChainConfig } from '../../../../config/get-chain-config.ts'
import { OrderDevices } from '../../../../features/store/order-devices.tsx'
import { OrderGauges } from '../../../../features/store/order-gauges.tsx'
import { readIdParam } from '../../../../features/store/read-id-param.ts'
import { DeviceBadge } from '../../../../features/store/status-badge.tsx'
import { countDevices } from '../../../../features/store/store-words.ts'
import { paths } from '../../../../paths.ts'
import { Link } from '../../../../shell/link.tsx'
import { LiveRefresh } from '../../../../shell/live-refresh.tsx'
import { ReadError } from '../../../../shell/read-error.tsx'
import { getApi } from '../../../../trpc/server.ts'
import { isMissing, tryRead } from '../../../../trpc/try-read.ts'

type OrderPageProps = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: OrderPageProps): Promise<Metadata> {
  return { title: `Order ${(await params).id}` }
}

export default async function OrderPage({ params }: OrderPageProps) {
  const orderId = readIdParam((await params).id)
  if (orderId === undefined) notFound()
  const [{ data: order, failure }, { explorerUrl }] = await Promise.all([
    tryRead(getApi().store.getOrder({ orderId })),
    getChainConfig(),
  ])
  if (order === undefined) {
    if (isMissing(failure)) notFound()
    return <ReadError title="This order cannot be read now" {...failure} />
  }
  return (
    <>
      <PageHead
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            Order {order.orderId} <DeviceBadge status={order.status} reason={order.reason} />
          </span>
        }
      >
        <p className="grid justify-items-start gap-2">
          <span>
            {countDevices(order.quantity)} of{' '}
            <Link href={paths.storeBatch(order.batchId)} className="underline underline-offset-4">
              batch {order.batchId}
            </Link>
            , bought by
          </span>
          <Address
            value={order.buyer}
            withIdenticon
            withCopy
            href={paths.storeOf(order.buyer)}
            component={Link}
          />
        </p>
      </PageHead>
      <OrderGauges order={order} explorerUrl={explorerUrl} />
      <OrderDevices order={order} explorerUrl={explorerUrl} />
      <LiveRefresh drawnAt={order.asOf.blockNumber} />
    </>
  )
}
