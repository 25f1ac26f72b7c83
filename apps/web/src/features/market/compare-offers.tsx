import type { RouterOutputs } from '@network3/api/types'
import { countryName } from '@network3/core/countries'
import { Address } from '@network3/ui/address'
import { Amount } from '@network3/ui/amount'
import { DataTable } from '@network3/ui/data-table'
import { Instant } from '@network3/ui/instant'
import { SectionHead } from '@network3/ui/section-head'
import type { ReactNode } from 'react'
import { paths } from '../../paths.ts'
import { Link } from '../../shell/link.tsx'
import { formatDuration } from '../staking/format-duration.ts'
import { type MarketUrl, marketHref, without } from './market-query.ts'

type Offer = RouterOutputs['offers']['get']

const units = (count: string) => BigInt(count).toLocaleString('en-US')

/** What is looked at of each, one row a dimension. Prices of different kinds do not compare: their units say so. */
const rows: readonly { label: string; of: (offer: Offer) => ReactNode; isNumber?: boolean }[] = [
  { label: 'State', of: ({ reason }) => <span title={reason.sentence}>{reason.code}</span> },
  {
    label: 'Price, N3',
    of: (offer) => (
      <>
        <Amount wei={offer.pricePerUnitWei} digits={6} className="font-semibold" />
        <span className="text-ink-3"> a {offer.unit}</span>
      </>
    ),
  },
  { label: 'Slots free', of: ({ freeSlots, slots }) => `${freeSlots} of ${slots}` },
  { label: 'Units left', of: ({ leftUnits, maxUnits }) => `${units(leftUnits)} of ${units(maxUnits)}` },
  { label: 'Due even if unused', of: ({ minUnits }) => `${units(minUnits)} units a slot` },
  { label: 'Longest lease', of: ({ maxDurationSeconds }) => formatDuration(maxDurationSeconds) },
  { label: 'Good until', of: ({ validUntil }) => <Instant at={validUntil} /> },
  {
    label: 'Stake behind it, N3',
    of: ({ stakeWei }) => <Amount wei={stakeWei} />,
  },
  {
    label: 'Nodes',
    of: ({ nodes }) => `${nodes.verified} verified, ${nodes.online} online, ${nodes.registered} registered`,
  },
  { label: 'Where', of: ({ countries }) => countries.map(countryName).join(', ') || 'nowhere now' },
]

/** Offers side by side. */
export function CompareOffers({ offers, url }: { offers: readonly Offer[]; url: MarketUrl }) {
  return (
    <section aria-labelledby="compare" className="mb-9">
      <SectionHead id="compare" title="Compared" note={`${offers.length} of at most 4`}>
        <Link href={marketHref({ ...url, compare: [] })} scroll={false} className="text-md underline">
          Clear
        </Link>
      </SectionHead>
      <DataTable label="Offers side by side">
        <thead>
          <tr>
            <td className="border-line-strong border-b max-md:hidden" />
            {offers.map((offer) => (
              <th
                key={offer.offerId}
                scope="col"
                className="min-w-[112px] border-line-strong border-b pr-3 pb-2.5 text-left align-top font-normal md:min-w-[190px] md:px-3"
              >
                <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                  <Link href={paths.offer(offer.offerId)} className="font-[550] underline underline-offset-4">
                    {offer.kind}
                  </Link>
                  <Link
                    href={marketHref({ ...url, compare: without(url.compare, offer.offerId) })}
                    scroll={false}
                    aria-label={`Remove ${offer.kind} of ${offer.operator.slice(0, 8)} from the comparison`}
                    className="text-ink-3 text-sm hover:text-ink"
                  >
                    remove
                  </Link>
                </span>
                <Address
                  value={offer.operator}
                  withIdenticon
                  href={paths.operator(offer.operator)}
                  component={Link}
                  className="mt-1.5 text-md max-md:[&>svg]:hidden"
                />
              </th>
            ))}
          </tr>
        </thead>
        {rows.map(({ label, of }) => (
          <tbody key={label}>
            <tr className="md:hidden">
              <th
                scope="rowgroup"
                colSpan={offers.length}
                className="pt-2 text-left font-normal text-ink-3 text-sm"
              >
                {label}
              </th>
            </tr>
            <tr className="align-top">
              <th
                scope="row"
                className="border-line border-b py-2 pr-4 text-left font-normal text-ink-2 text-md whitespace-nowrap max-md:hidden"
              >
                {label}
              </th>
              {offers.map((offer) => (
                <td
                  key={offer.offerId}
                  className="border-line border-b pt-0.5 pr-3 pb-2 font-mono text-sm md:px-3 md:pt-2 md:text-md"
                >
                  {of(offer)}
                </td>
              ))}
            </tr>
          </tbody>
        ))}
      </DataTable>
    </section>
  )
}
