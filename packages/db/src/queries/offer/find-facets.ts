import type { OfferKind } from '@network3/core/lease-state'
import type { Condition } from '@network3/core/market/parse-query'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { conditionSql } from './condition-sql.ts'
import { clockValues, type OfferClock } from './find-offers.ts'
import { isOpen, offerJoins } from './offer-row.ts'

export type Facets = {
  total: number
  kinds: { kind: OfferKind; count: number; minWei: bigint; medianWei: bigint; maxWei: bigint }[]
  /** An offer counts in each country its nodes are in. */
  countries: { country: string; count: number }[]
  verified: { yes: number; no: number }
}

type Row = {
  facet: 'kind' | 'country' | 'verified'
  value: string
  count: number
  lowest: string | null
  median: string | null
  highest: string | null
}

/** Counts of all open offers that meet a condition, and what each kind costs. It reads all of them. */
export async function findFacets(
  db: Db,
  params: OfferClock & { condition?: Condition | undefined },
): Promise<Facets> {
  const values = clockValues(params)
  const bind = (value: unknown) => `$${values.push(value)}`
  const meets = params.condition === undefined ? 'true' : conditionSql(params.condition, bind)
  const { rows } = await db.query<Row>({
    text: `WITH hit AS MATERIALIZED (
             SELECT f.kind, f.price_per_unit_wei AS price, n.countries, n.verified > 0 AS verified
             FROM offer f ${offerJoins} WHERE ${isOpen} AND $2::bigint IS NOT NULL AND ${meets})
           SELECT 'kind' AS facet, kind AS value, count(*)::int AS count, min(price) AS lowest,
             percentile_disc(0.5) WITHIN GROUP (ORDER BY price) AS median, max(price) AS highest
           FROM hit GROUP BY kind
           UNION ALL
           SELECT 'country', country, count(*)::int, NULL, NULL, NULL
           FROM hit, unnest(countries) AS country GROUP BY country
           UNION ALL
           SELECT 'verified', verified::text, count(*)::int, NULL, NULL, NULL FROM hit GROUP BY verified
           ORDER BY count DESC, value`,
    values,
  })
  const of = (facet: Row['facet']) => rows.filter((row) => row.facet === facet)
  const verified = (value: string) => of('verified').find((row) => row.value === value)?.count ?? 0
  return {
    total: of('kind').reduce((sum, { count }) => sum + count, 0),
    kinds: of('kind').map(({ value, count, lowest, median, highest }) => ({
      ...{ kind: value as OfferKind, count, minWei: weiFromDb(lowest ?? '0') },
      ...{ medianWei: weiFromDb(median ?? '0'), maxWei: weiFromDb(highest ?? '0') },
    })),
    countries: of('country').map(({ value, count }) => ({ country: value, count })),
    verified: { yes: verified('true'), no: verified('false') },
  }
}

/** How many open offers meet a condition. */
export async function countMatches(db: Db, params: OfferClock & { condition: Condition }): Promise<number> {
  const values = clockValues(params)
  const meets = conditionSql(params.condition, (value) => `$${values.push(value)}`)
  const { rows } = await db.query<{ count: number }>({
    text: `SELECT count(*)::int AS count FROM offer f ${offerJoins}
           WHERE ${isOpen} AND $2::bigint IS NOT NULL AND ${meets}`,
    values,
  })
  return rows[0]?.count ?? 0
}
