import { EmptyState } from '@network3/ui/empty-state'
import { SectionHead } from '@network3/ui/section-head'
import type { ReactNode } from 'react'

type SectionProps = {
  /** Whose they are; undefined for the connected wallet's own. */
  address: string | undefined
  isEmpty: boolean
  children: ReactNode
}

const short = (address: string) => `${address.slice(0, 6)}…${address.slice(-4)}`

/** The orders of an address, under their heading. */
export function OrdersSection({ address, isEmpty, children }: SectionProps) {
  return (
    <section aria-labelledby="orders">
      <SectionHead
        id="orders"
        title={address === undefined ? 'Your orders' : `Orders of ${short(address)}`}
        note="newest first"
      />
      {isEmpty && (
        <EmptyState title="No orders">
          {address === undefined
            ? 'What you buy appears here within seconds, and can be refunded until it is shipped.'
            : 'This address has bought no device.'}
        </EmptyState>
      )}
      {children}
    </section>
  )
}

/** The devices an address holds, under their heading. */
export function DevicesSection({ address, isEmpty, children }: SectionProps) {
  return (
    <section aria-labelledby="devices">
      <SectionHead
        id="devices"
        title={address === undefined ? 'Your devices' : `Devices of ${short(address)}`}
        note="the node follows the token: whoever holds it is the operator"
      />
      {isEmpty && (
        <EmptyState title="No devices">
          {address === undefined
            ? 'Devices you buy, or whose token you are sent, appear here.'
            : 'This address holds no device token.'}
        </EmptyState>
      )}
      {children}
    </section>
  )
}
