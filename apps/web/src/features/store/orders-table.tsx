import { Amount } from '@network3/ui/amount'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { Instant } from '@network3/ui/instant'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { describeCounts } from './describe-counts.ts'
import { DeviceBadge } from './status-badge.tsx'
import type { Order } from './store-words.ts'

/** Orders, each with how far its devices are. */
export function OrdersTable({ orders }: { orders: readonly Order[] }) {
  return (
    <DataTable label="Table of orders">
      <thead>
        <tr>
          <HeadCell>Order</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell isNumber>Devices</HeadCell>
          <HeadCell isNumber>Paid, N3</HeadCell>
          <HeadCell hideBelow="lg">How far</HeadCell>
          <HeadCell hideBelow="md">Ordered</HeadCell>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.orderId}>
            <Cell>
              <Link href={paths.storeOrder(order.orderId)} className="underline underline-offset-4">
                Order {order.orderId}
              </Link>
            </Cell>
            <Cell>
              <DeviceBadge status={order.status} reason={order.reason} />
            </Cell>
            <Cell isNumber>{order.quantity}</Cell>
            <Cell isNumber className="font-semibold">
              <Amount wei={order.totalWei} />
            </Cell>
            <Cell hideBelow="lg" className="text-ink-2 text-md">
              {describeCounts(order.counts)}
            </Cell>
            <Cell hideBelow="md" className="font-mono text-ink-2 text-md">
              <Instant at={order.orderedAt} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
