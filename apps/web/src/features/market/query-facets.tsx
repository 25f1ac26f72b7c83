import type { RouterOutputs } from '@network3/api/types'
import { countryName } from '@network3/core/countries'
import { unitOfKind } from '@network3/core/lease-state'
import { Amount } from '@network3/ui/amount'
import type { ReactNode } from 'react'
import { Link } from '../../shell/link.tsx'
import { type MarketUrl, marketHref } from './market-query.ts'
import { narrowQuery } from './narrow-query.ts'

type Facets = RouterOutputs['offers']['getFacets']

const COUNTRIES = 14
const count = (value: number) => value.toLocaleString('en-US')

/** What the query selects, counted by what it could be narrowed by: each figure is a narrower query. */
export function QueryFacets({ facets, url }: { facets: Facets; url: MarketUrl }) {
  const { total, kinds, countries, verified, price } = facets
  if (total === 0) return null
  const to = (condition: string) => marketHref({ ...url, q: narrowQuery(url.q, condition), after: undefined })
  return (
    <dl className="mb-5 grid gap-x-8 gap-y-1.5 text-md md:grid-cols-[auto_minmax(0,1fr)]">
      <Row label="Selected">
        <span>
          <span className="font-mono">{count(total)}</span> {total === 1 ? 'offer' : 'offers'}
        </span>
        {kinds.length > 1 &&
          kinds.map((facet) => (
            <Choice key={facet.kind} href={to(`kind = ${facet.kind}`)} count={facet.count}>
              {facet.kind}
            </Choice>
          ))}
      </Row>
      {kinds.map(({ kind }) => {
        const range = price[kind]
        if (range === null) return null
        return (
          <Row key={kind} label={kinds.length > 1 ? `Price of ${kind}` : 'Price'}>
            <span>
              <Amount wei={range.minWei} digits={6} /> to <Amount wei={range.maxWei} digits={6} /> N3 a{' '}
              {unitOfKind[kind]}, half of them at most <Amount wei={range.medianWei} digits={6} />
            </span>
          </Row>
        )
      })}
      <Row label="Verified">
        <Choice href={to('verified = true')} count={verified.yes}>
          now
        </Choice>
        <Choice href={to('verified = false')} count={verified.no}>
          not now
        </Choice>
      </Row>
      {countries.length > 0 && (
        <Row label="Countries">
          {countries.slice(0, COUNTRIES).map((facet) => (
            <Choice key={facet.country} href={to(`country = ${facet.country}`)} count={facet.count}>
              {countryName(facet.country)}
            </Choice>
          ))}
          {countries.length > COUNTRIES && (
            <span className="text-ink-3">and {countries.length - COUNTRIES} more</span>
          )}
        </Row>
      )}
    </dl>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-ink-2 max-md:pb-1.5">{children}</dd>
    </>
  )
}

function Choice({ href, count: offers, children }: { href: string; count: number; children: ReactNode }) {
  return (
    <span className="whitespace-nowrap">
      <Link href={href} scroll={false} className="text-ink underline-offset-4 hover:underline">
        {children}
      </Link>{' '}
      <span className="font-mono text-ink-3 text-sm">{count(offers)}</span>
    </span>
  )
}
