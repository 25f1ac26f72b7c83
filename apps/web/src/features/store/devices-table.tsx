import { Address } from '@network3/ui/address'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { Instant } from '@network3/ui/instant'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { DeviceBadge } from './status-badge.tsx'
import type { Device } from './store-words.ts'

/** Devices an address holds the tokens of, and the nodes they run. */
export function DevicesTable({ devices }: { devices: readonly Device[] }) {
  return (
    <DataTable label="Table of devices">
      <thead>
        <tr>
          <HeadCell>Device</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>Node</HeadCell>
          <HeadCell hideBelow="md">Order</HeadCell>
          <HeadCell hideBelow="lg">Since</HeadCell>
        </tr>
      </thead>
      <tbody>
        {devices.map((device) => (
          <tr key={device.tokenId}>
            <Cell>
              <Link href={paths.storeDevice(device.tokenId)} className="underline underline-offset-4">
                Device {device.tokenId}
              </Link>
            </Cell>
            <Cell>
              <DeviceBadge status={device.status} reason={device.reason} />
            </Cell>
            <Cell>
              {device.node === null ? (
                <span className="text-ink-3">
                  {device.status === 'shipped' ? (
                    <Link
                      href={paths.storeActivate(device.tokenId)}
                      className="text-ink underline underline-offset-4"
                    >
                      Activate it
                    </Link>
                  ) : (
                    '–'
                  )}
                </span>
              ) : (
                <Address
                  value={device.node}
                  withIdenticon
                  href={`${paths.operator(device.owner)}#nodes`}
                  component={Link}
                />
              )}
            </Cell>
            <Cell hideBelow="md">
              <Link href={paths.storeOrder(device.orderId)} className="underline-offset-4 hover:underline">
                Order {device.orderId}
              </Link>
            </Cell>
            <Cell hideBelow="lg" className="font-mono text-ink-2 text-md">
              <Instant at={sinceOf(device)} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** When it came into the state it is in. */
function sinceOf(device: Device): string {
  const { status, activatedAt, shippedAt, refundedAt, orderedAt } = device
  const at = { ordered: orderedAt, shipped: shippedAt, activated: activatedAt, refunded: refundedAt }[status]
  return at ?? orderedAt
}
