import type { RouterOutputs } from '@network3/api/types'
import { countryName } from '@network3/core/countries'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { Badge } from '@network3/ui/badge'
import { Cell, DataTable, HeadCell } from '@network3/ui/data-table'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { formatDuration } from '../staking/format-duration.ts'
import { type MarketUrl, marketHref, toggled } from './market-query.ts'

type Offer = RouterOutputs['offers']['find']['items'][number]

/** Offers that can be taken now. */
export function OffersTable({ offers, url }: { offers: readonly Offer[]; url: MarketUrl }) {
  return (
    <DataTable label="Offers">
      <thead>
        <tr>
          <HeadCell>Offer</HeadCell>
          <HeadCell isNumber>N3 a unit</HeadCell>
          <HeadCell hideBelow="md">Operator</HeadCell>
          <HeadCell hideBelow="md">Where</HeadCell>
          <HeadCell isNumber hideBelow="md">
            Slots free
          </HeadCell>
          <HeadCell isNumber hideBelow="xl">
            Units left
          </HeadCell>
          <HeadCell isNumber hideBelow="xl">
            Longest lease
          </HeadCell>
          <HeadCell isNumber hideBelow="lg">
            <span title="Its nodes that lend this">Nodes: verified / online / all</span>
          </HeadCell>
          <HeadCell hideBelow="md">
            <span className="sr-only">Compare</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {offers.map((offer) => (
          <tr key={offer.offerId} className="hover:bg-sunken/60">
            <Cell className="max-md:py-2.5">
              <Link href={paths.offer(offer.offerId)} className="underline underline-offset-4">
                {offer.kind}
              </Link>{' '}
              <span className="text-ink-3 text-sm">by the {offer.unit}</span>
              <OnPhone offer={offer} url={url} />
            </Cell>
            <Cell isNumber className="font-semibold">
              <Amount wei={offer.pricePerUnitWei} digits={6} />
            </Cell>
            <Cell hideBelow="md">
              <span className="inline-flex items-center gap-2">
                <Address
                  value={offer.operator}
                  withIdenticon
                  href={paths.operator(offer.operator)}
                  component={Link}
                />
                {offer.isLocalEconomy && <Badge title="A wallet of the local economy">local</Badge>}
              </span>
            </Cell>
            <Cell hideBelow="md" title={offer.countries.map(countryName).join(', ')}>
              {offer.countries.slice(0, 4).join(' ')}
              {offer.countries.length > 4 && ` +${offer.countries.length - 4}`}
            </Cell>
            <Cell isNumber hideBelow="md">
              {offer.freeSlots} <span className="text-ink-3">/ {offer.slots}</span>
            </Cell>
            <Cell isNumber hideBelow="xl">
              {BigInt(offer.leftUnits).toLocaleString('en-US')}
            </Cell>
            <Cell isNumber hideBelow="xl">
              {formatDuration(offer.maxDurationSeconds)}
            </Cell>
            <Cell isNumber hideBelow="lg">
              {offer.nodes.verified}
              <span className="text-ink-3">
                {' '}
                / {offer.nodes.online} / {offer.nodes.registered}
              </span>
            </Cell>
            <Cell hideBelow="md" className="text-right">
              <CompareLink offer={offer} url={url} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

type RowProps = { offer: Offer; url: MarketUrl }

function CompareLink({ offer, url }: RowProps) {
  const isCompared = url.compare.includes(offer.offerId)
  return (
    <Link
      href={marketHref({ ...url, compare: toggled(url.compare, offer.offerId) })}
      scroll={false}
      aria-label={`${isCompared ? 'Stop comparing' : 'Compare'} ${offer.kind} of ${offer.operator.slice(0, 8)}`}
      className="text-ink-3 text-md underline-offset-4 hover:text-ink hover:underline"
    >
      {isCompared ? 'stop comparing' : 'compare'}
    </Link>
  )
}

/** On a phone a row is two lines: what the columns that have no room would say. */
function OnPhone({ offer, url }: RowProps) {
  return (
    <span className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-sm whitespace-normal md:hidden">
      <Address value={offer.operator} withIdenticon href={paths.operator(offer.operator)} component={Link} />
      <span>
        {offer.countries.slice(0, 2).join(' ')} {offer.freeSlots}/{offer.slots} slots free
      </span>
      <CompareLink offer={offer} url={url} />
    </span>
  )
}
