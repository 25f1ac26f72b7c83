import { EmptyState } from '@network3/ui/empty-state'
import { LinkButton } from '@network3/ui/link-button'
import { SectionHead } from '@network3/ui/section-head'
import { Segmented } from '@network3/ui/segmented'
import type { ReactNode } from 'react'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { filters, type LeasesQuery, leasesHref, sides } from './leases-query.ts'

type LeasesSectionProps = {
  /** Whose they are; undefined for the connected wallet's own. */
  address: string | undefined
  query: LeasesQuery
  isEmpty: boolean
  children: ReactNode
}

const keysOf = <Key extends string>(record: Record<Key, string>) => Object.keys(record) as Key[]

/** The leases of an address under their heading, from either side. */
export function LeasesSection({ address, query, isEmpty, children }: LeasesSectionProps) {
  const who = address === undefined ? 'you' : `${address.slice(0, 6)}…${address.slice(-4)}`
  return (
    <section aria-labelledby="leases">
      <SectionHead id="leases" title={`Leases ${sides[query.side]} ${who}`} note="newest first">
        <Segmented
          label="Seen from"
          component={Link}
          segments={keysOf(sides).map((side) => ({
            label: side,
            href: leasesHref(address, query, { side }),
            isCurrent: side === query.side,
          }))}
        />
        <Segmented
          label="Which leases"
          component={Link}
          segments={keysOf(filters).map((filter) => ({
            label: filters[filter],
            href: leasesHref(address, query, { filter }),
            isCurrent: filter === query.filter,
          }))}
        />
      </SectionHead>
      {isEmpty && <NoLeases address={address} query={query} />}
      {children}
    </section>
  )
}

function NoLeases({ address, query }: { address: string | undefined; query: LeasesQuery }) {
  const which = query.filter === 'all' ? 'No leases' : `No ${filters[query.filter]} leases`
  if (query.side === 'operator') {
    return (
      <EmptyState
        title={which}
        action={
          address === undefined && (
            <LinkButton size="sm" component={Link} href={paths.newOffer}>
              Make an offer
            </LinkButton>
          )
        }
      >
        Whoever takes an offer of this operator appears here with what was used and paid.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={which}
      action={
        <LinkButton size="sm" component={Link} href={paths.market}>
          Find capacity
        </LinkButton>
      }
    >
      What is rented on the market appears here as soon as its block is indexed.
    </EmptyState>
  )
}
