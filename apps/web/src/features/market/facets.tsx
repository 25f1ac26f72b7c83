import type { RouterOutputs } from '@network3/api/types'
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

/** What is on offer in all, each kind a query of its own. */
export function MarketFacets({ facets }: { facets: Facets }) {
  return (
    <GaugeRow className="mb-6">
      {facets.kinds.map(({ kind, offers, lowestPriceWei }) => (
        <Gauge
          key={kind}
          label={
            <Link
              href={marketHref({ q: `kind = ${kind} order by price` })}
              className="underline underline-offset-4 hover:text-ink"
            >
              {kindNames[kind]}
            </Link>
          }
          note={
            <>
              from <Amount wei={lowestPriceWei} digits={6} /> N3 a {unitOfKind[kind]}
            </>
          }
        >
          {offers.toLocaleString('en-US')}
        </Gauge>
      ))}
    </GaugeRow>
  )
}
