import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { type Fact, FactList } from '@network3/ui/fact-list'
import { Instant } from '@network3/ui/instant'
import { SectionHead } from '@network3/ui/section-head'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { type LeaseView, unitsOf } from './lease-words.ts'

/** Who, what, and where every N3 of it is. */
export function LeaseFacts({ lease }: { lease: LeaseView }) {
  const totalWei = BigInt(lease.units) * BigInt(lease.pricePerUnitWei)
  const facts: Fact[] = [
    { label: 'Operator', value: <Party address={lease.operator} /> },
    { label: 'Renter', value: <Address value={lease.renter} withIdenticon withCopy /> },
    {
      label: 'Session key',
      value: <Address value={lease.voucherSigner} withCopy />,
      note: 'Signs its jobs and vouchers. Nobody else can spend what is left of it.',
    },
    {
      label: 'Offer',
      value: (
        <Link href={paths.offer(lease.offerId)} className="underline underline-offset-4">
          {lease.offerId.slice(0, 10)}…{lease.offerId.slice(-4)}
        </Link>
      ),
    },
    {
      label: 'Rented',
      value: `${unitsOf(lease.units, lease.unit)}, ${lease.slots} ${lease.slots === 1 ? 'slot' : 'slots'}`,
      note: `${unitsOf(lease.minUnits, lease.unit)} are due even if unused, unless the operator closes.`,
    },
    {
      label: `Price of a ${lease.unit}, N3`,
      value: <Amount wei={lease.pricePerUnitWei} digits={6} />,
    },
    { label: 'Opened, UTC', value: <Instant at={lease.openedAt} /> },
    { label: 'Runs until, UTC', value: <Instant at={lease.expiresAt} /> },
  ]
  const { ending } = lease
  const isClosed = lease.state === 'closed'
  const end: Fact[] = [
    {
      label: isClosed ? 'Slots free since, UTC' : 'Slots free from, UTC',
      value: <Instant at={ending.slotsFreeAt} />,
    },
    ...(isClosed
      ? []
      : [
          {
            label: 'Then back to the renter, at most',
            value: <Amount wei={ending.toRenterWei} digits={6} />,
          },
          {
            label: 'Then due to the operator',
            value: <Amount wei={ending.toOperatorWei} digits={6} />,
            note: 'What its minimum is above the units paid by then.',
          },
        ]),
  ]
  const money: Fact[] = [
    { label: 'Put into escrow', value: <Amount wei={totalWei} digits={6} /> },
    { label: 'Paid to the operator', value: <Amount wei={lease.paidWei} digits={6} /> },
    { label: 'Burned as protocol fee', value: <Amount wei={lease.feeWei} digits={6} /> },
    { label: 'Gone back to the renter', value: <Amount wei={lease.refundedWei} digits={6} /> },
    { label: 'Still held', value: <Amount wei={lease.escrowWei} digits={6} /> },
  ]
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-9">
      <section aria-labelledby="terms">
        <SectionHead id="terms" title="Terms" />
        <FactList facts={facts} />
      </section>
      <section aria-labelledby="money">
        <SectionHead id="money" title="Where the money is" note="N3" />
        <FactList facts={money} />
      </section>
      <section aria-labelledby="ending">
        <SectionHead id="ending" title="How it ends" />
        <FactList facts={end} />
        <p className="pt-3 text-ink-3 text-sm">{ending.says}</p>
      </section>
    </div>
  )
}

function Party({ address }: { address: string }) {
  return <Address value={address} withIdenticon withCopy href={paths.operator(address)} component={Link} />
}
