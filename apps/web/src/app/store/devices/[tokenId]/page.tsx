import { PageHead } from '@network3/ui/page-head'
import { SectionHead } from '@network3/ui/section-head'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getChainConfig } from '../../../../config/get-chain-config.ts'
import { ActivationSlot } from '../../../../features/store/activation-slot.tsx'
import { DeviceActions } from '../../../../features/store/device-actions.tsx'
import { DeviceFacts } from '../../../../features/store/device-facts.tsx'
import { DeviceTimeline } from '../../../../features/store/device-timeline.tsx'
import { ReactivationSlot } from '../../../../features/store/reactivation-slot.tsx'
import { readIdParam } from '../../../../features/store/read-id-param.ts'
import { DeviceBadge } from '../../../../features/store/status-badge.tsx'
import { serialOf } from '../../../../features/store/store-words.ts'
import { TokenPicture } from '../../../../features/store/token-picture.tsx'
import { paths } from '../../../../paths.ts'
import { Link } from '../../../../shell/link.tsx'
import { LiveRefresh } from '../../../../shell/live-refresh.tsx'
import { ReadError } from '../../../../shell/read-error.tsx'
import { getApi } from '../../../../trpc/server.ts'
import { isMissing, tryRead } from '../../../../trpc/try-read.ts'

type DevicePageProps = { params: Promise<{ tokenId: string }> }

export async function generateMetadata({ params }: DevicePageProps): Promise<Metadata> {
  return { title: `Device ${(await params).tokenId}` }
}

export default async function DevicePage({ params }: DevicePageProps) {
  const tokenId = readIdParam((await params).tokenId)
  if (tokenId === undefined) notFound()
  const [{ data: device, failure }, { explorerUrl }] = await Promise.all([
    tryRead(getApi().store.getDevice({ tokenId })),
    getChainConfig(),
  ])
  if (device === undefined) {
    if (isMissing(failure)) notFound()
    return <ReadError title="This device cannot be read now" {...failure} />
  }
  return (
    <>
      <PageHead
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            Device {device.tokenId} <DeviceBadge status={device.status} reason={device.reason} />
          </span>
        }
      >
        <p>
          N3 Edge V1, <span className="font-mono">{serialOf(device.tokenId)}</span>, of{' '}
          <Link href={paths.storeOrder(device.orderId)} className="underline underline-offset-4">
            order {device.orderId}
          </Link>
          . {device.reason.sentence}
        </p>
      </PageHead>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-16 gap-y-11 lg:grid-cols-[minmax(300px,380px)_minmax(0,1fr)]">
        <div className="grid content-start gap-8 max-lg:order-2">
          <TokenPicture device={device} />
          <DeviceFacts device={device} />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-11">
          <section aria-labelledby="next" className="grid gap-4">
            <SectionHead id="next" title="What you can do" />
            <DeviceActions device={device} activation={<ActivationSlot device={device} />} />
            {device.status === 'activated' && <ReactivationSlot device={device} />}
          </section>
          <section aria-labelledby="history">
            <SectionHead id="history" title="History" note="as the contracts told it" />
            <DeviceTimeline device={device} explorerUrl={explorerUrl} />
          </section>
        </div>
      </div>
      <LiveRefresh drawnAt={device.asOf.blockNumber} />
    </>
  )
}
