import type { RouterOutputs } from '@network3/api/types'
import { Pager } from '@network3/ui/pager'
import { Link } from '../../shell/link.tsx'
import { DevicesTable } from './devices-table.tsx'
import { OrdersTable } from './orders-table.tsx'
import { DevicesSection, OrdersSection } from './owned-sections.tsx'
import { type StoreQuery, storePages } from './store-query.ts'

type OfAddress<Page> = { address: string; query: StoreQuery; page: Page }

/** Orders of the address in the URL: drawn on the server, paged by links. */
export function OrdersOf({ address, query, page }: OfAddress<RouterOutputs['store']['findOrders']>) {
  return (
    <OrdersSection address={address} isEmpty={page.items.length === 0}>
      {page.items.length > 0 && <OrdersTable orders={page.items} />}
      <Pager
        label="Pages of orders"
        component={Link}
        {...storePages(address, query, 'orders', page.nextCursor)}
      />
    </OrdersSection>
  )
}

/** Devices of the address in the URL. */
export function DevicesOf({ address, query, page }: OfAddress<RouterOutputs['store']['findDevices']>) {
  return (
    <DevicesSection address={address} isEmpty={page.items.length === 0}>
      {page.items.length > 0 && <DevicesTable devices={page.items} />}
      <Pager
        label="Pages of devices"
        component={Link}
        {...storePages(address, query, 'devices', page.nextCursor)}
      />
    </DevicesSection>
  )
}
