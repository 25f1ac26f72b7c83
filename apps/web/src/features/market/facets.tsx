import type { RouterOutputs } from '@network3/api/types'
import { countryName } from '@network3/core/countries'
import { unitOfKind } from '@network3/core/lease-state'
import { Amount } from '@network3/ui/amount'
import { Gauge, GaugeRow } from '@network3/ui/gauge-row'
import { Link } from '../../shell/link.tsx'
import { marketHref } from './market-query.ts'

type Facets = RouterOutputs['offers']['find']['facets']

const kindNames = {
  compute: 'Compute',
  bandwidth: 'Bandwidth',
  egress: 'Egress',
  dataset: 'Data sets',
} as const

/** What is on offer in all, each a query of its own. */
export function MarketFacets({ facets }: { facets: Facets }) {
  return (
    <>
      <GaugeRow className="mb-5">
        {facets.kinds.map(({ kind, offers, lowestPriceWei }) => (
          <Gauge
            key={kind}
            label={
              <Link
                href={marketHref({ q: `kind = ${kind}` })}
                className="underline underline-offset-4 hover:text-ink"
              >
                {kindNames[kind]}
              </Link>
            }
            note={
              <>
                from <Amount wei={lowestPriceWei} digits={4} /> N3 a {unitOfKind[kind]}
              </>
            }
          >
            {offers.toLocaleString('en-US')}
          </Gauge>
        ))}
      </GaugeRow>
      {facets.countries.length > 0 && (
        <nav aria-label="Offers by country" className="flex flex-wrap gap-x-4 gap-y-1.5 pb-5 text-md">
          {facets.countries.slice(0, 16).map(({ country, offers }) => (
            <Link
              key={country}
              href={marketHref({ q: `country = ${country} order by price` })}
              className="text-ink-2 hover:text-ink"
            >
              {countryName(country)} <span className="font-mono text-ink-3 text-sm">{offers}</span>
            </Link>
          ))}
        </nav>
      )}
    </>
  )
}
