import type { RouterOutputs } from '@network3/api/types'
import { Disclosure } from '@network3/ui/disclosure'
import { LinkButton } from '@network3/ui/link-button'
import { SectionHead } from '@network3/ui/section-head'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { DeviceActions } from './device-actions.tsx'
import { DeviceTimeline } from './device-timeline.tsx'
import { DeviceBadge } from './status-badge.tsx'
import { serialOf } from './store-words.ts'

type Order = RouterOutputs['store']['getOrder']
type OrderDevicesProps = { order: Order; explorerUrl: string | undefined }

/** Few devices show their history at once; of many, each unfolds. */
const SHOWN_OPEN = 3

/** The devices of an order, each shipped or refunded on its own. */
export function OrderDevices({ order, explorerUrl }: OrderDevicesProps) {
  const rest = order.quantity - order.devices.length
  return (
    <section aria-labelledby="devices" className="mt-11">
      <SectionHead
        id="devices"
        title={order.quantity === 1 ? 'The device' : 'Devices'}
        note="each ships, or is refunded, on its own"
      />
      <ul className="border-line-strong border-t">
        {order.devices.map((device) => (
          <li
            key={device.tokenId}
            className="grid grid-cols-[minmax(0,1fr)] gap-x-16 gap-y-5 border-line border-b py-6 lg:grid-cols-[minmax(300px,380px)_minmax(0,1fr)]"
          >
            <div className="grid content-start gap-4">
              <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-body">
                <Link
                  href={paths.storeDevice(device.tokenId)}
                  className="underline decoration-line-strong underline-offset-4 hover:decoration-ink"
                >
                  Device {device.tokenId}
                </Link>
                <DeviceBadge status={device.status} reason={device.reason} />
                <span className="font-mono font-normal text-ink-3 text-sm">{serialOf(device.tokenId)}</span>
              </h3>
              <DeviceActions device={device} activation={<ActivationLink tokenId={device.tokenId} />} />
            </div>
            {order.devices.length <= SHOWN_OPEN ? (
              <DeviceTimeline device={device} explorerUrl={explorerUrl} />
            ) : (
              <Disclosure summary="History">
                <DeviceTimeline device={device} explorerUrl={explorerUrl} />
              </Disclosure>
            )}
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <p className="pt-4 text-ink-2 text-md">
          {rest} more are listed with{' '}
          <Link href={paths.storeOf(order.buyer)} className="underline underline-offset-4">
            the devices of their owner
          </Link>
          .
        </p>
      )}
    </section>
  )
}

function ActivationLink({ tokenId }: { tokenId: string }) {
  return (
    <LinkButton
      variant="signal"
      component={Link}
      href={paths.storeActivate(tokenId)}
      aria-label={`Activate device ${tokenId}`}
      className="justify-self-start"
    >
      Activate
    </LinkButton>
  )
}
