import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { Badge } from '@network3/ui/badge'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { Instant } from '@network3/ui/instant'
import { Meter } from '@network3/ui/meter'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { countUnits, type LeaseItem, leaseTone, stateWords, unitsOf } from './lease-words.ts'
import type { LeasesQuery } from './leases-query.ts'

type LeasesTableProps = { leases: readonly LeaseItem[]; side: LeasesQuery['side'] }

/** Leases with how much of each is used, and what is still held for it. */
export function LeasesTable({ leases, side }: LeasesTableProps) {
  return (
    <DataTable label="Table of leases">
      <thead>
        <tr>
          <HeadCell>Lease</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell hideBelow="md">{side === 'renter' ? 'Operator' : 'Renter'}</HeadCell>
          <HeadCell isNumber>Paid of rented</HeadCell>
          <HeadCell isNumber hideBelow="md">
            Held, N3
          </HeadCell>
          <HeadCell hideBelow="lg">Runs until, UTC</HeadCell>
        </tr>
      </thead>
      <tbody>
        {leases.map((lease) => (
          <tr key={lease.leaseId}>
            <Cell className="max-md:py-2">
              <Link href={paths.lease(lease.leaseId)} className="underline underline-offset-4">
                Lease {lease.leaseId}
              </Link>{' '}
              <span className="text-ink-3 text-sm">{lease.kind}</span>
              <span className="mt-1 block text-sm md:hidden">
                <Address value={side === 'renter' ? lease.operator : lease.renter} />
              </span>
            </Cell>
            <Cell>
              <Badge tone={leaseTone(lease.state)} title={lease.reason.sentence}>
                {stateWords[lease.state]}
              </Badge>
            </Cell>
            <Cell hideBelow="md">
              <Address value={side === 'renter' ? lease.operator : lease.renter} withIdenticon />
            </Cell>
            <Cell isNumber>
              <span className="inline-grid w-28 gap-1.5 md:w-36">
                <span>
                  {countUnits(lease.redeemedUnits)}
                  <span className="text-ink-3"> / {countUnits(lease.units)}</span>
                </span>
                <Meter
                  label={`Paid of lease ${lease.leaseId}`}
                  value={Number(lease.redeemedUnits)}
                  maximum={Number(lease.units)}
                  text={`${countUnits(lease.redeemedUnits)} of ${unitsOf(lease.units, lease.unit)} are paid`}
                />
              </span>
            </Cell>
            <Cell isNumber hideBelow="md" className="font-semibold">
              <Amount wei={lease.escrowWei} digits={4} />
            </Cell>
            <Cell hideBelow="lg" className="font-mono text-ink-2 text-md">
              <Instant at={lease.expiresAt} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
