import type { Hex } from '@network3/core/hex'
import type { OfferKind } from '@network3/core/lease-state'
import type { MarketQuery } from '@network3/core/market/parse-query'
import type { Db } from '../../pool.ts'
import { weiFromDb, weiToDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'
import { conditionSql, sortSql } from './condition-sql.ts'
import {
  isOpen,
  isStanding,
  type Offer,
  type OfferRow,
  offerColumns,
  offerFromRow,
  offerJoins,
} from './offer-row.ts'

/** What offers are judged by: see offerColumns. */
export type OfferClock = {
  now: Date
  seenSince: Date
  verifiedSince: bigint
  minimumSelfStakeWei: bigint
}

const clockValues = (clock: OfferClock): unknown[] => [
  clock.seenSince,
  clock.verifiedSince,
  weiToDb(clock.minimumSelfStakeWei),
  clock.now,
]

export type FoundOffer = Offer & {
  /** What the page is sorted by, for the next page's `after`. */
  sortKey: bigint
}

/** Offers that can be taken now (or, `standing`, all that are not past or cancelled) and meet the query, in its order; ties by id. */
export async function findOffers(
  db: Db,
  params: OfferClock & {
    query: MarketQuery
    which?: 'open' | 'standing'
    limit: number
    after?: { key: bigint; id: Hex } | undefined
  },
): Promise<FoundOffer[]> {
  const { query, which = 'open', limit, after } = params
  const values = clockValues(params)
  const bind = (value: unknown) => `$${values.push(value)}`
  const key = sortSql(query.orderBy.field)
  const conditions = [which === 'open' ? isOpen : isStanding]
  if (query.condition !== undefined) conditions.push(conditionSql(query.condition, bind))
  if (after !== undefined) {
    const further = query.orderBy.direction === 'asc' ? '>' : '<'
    const place = bind(weiToDb(after.key))
    conditions.push(
      `(${key} ${further} ${place}::numeric OR (${key} = ${place}::numeric AND f.id > ${bind(hexToDb(after.id))}))`,
    )
  }
  const { rows } = await db.query<OfferRow & { sort_key: string }>({
    text: `SELECT ${offerColumns}, ${key} AS sort_key FROM offer f ${offerJoins}
           WHERE ${conditions.join(' AND ')}
           ORDER BY ${key} ${query.orderBy.direction}, f.id LIMIT ${bind(limit)}`,
    values,
  })
  return rows.map((row) => ({ ...offerFromRow(row), sortKey: weiFromDb(row.sort_key) }))
}

/** Any published offer, open or not. */
export async function getOffer(db: Db, clock: OfferClock, id: Hex): Promise<Offer | undefined> {
  const { rows } = await db.query<OfferRow>({
    name: 'get-offer',
    text: `SELECT ${offerColumns} FROM offer f ${offerJoins} WHERE f.id = $5 AND $4::timestamptz IS NOT NULL`,
    values: [...clockValues(clock), hexToDb(id)],
  })
  return rows[0] === undefined ? undefined : offerFromRow(rows[0])
}

/** Published offers by id, open or not, in no order. */
export async function getOffers(db: Db, clock: OfferClock, ids: readonly Hex[]): Promise<Offer[]> {
  const { rows } = await db.query<OfferRow>({
    name: 'get-offers',
    text: `SELECT ${offerColumns} FROM offer f ${offerJoins}
           WHERE f.id = ANY($5::bytea[]) AND $4::timestamptz IS NOT NULL`,
    values: [...clockValues(clock), ids.map(hexToDb)],
  })
  return rows.map(offerFromRow)
}

export type OfferFacets = {
  kinds: { kind: OfferKind; offers: number; lowestPriceWei: bigint }[]
  countries: { country: string; offers: number }[]
}

/** How many open offers there are of each kind and in each country. It reads all of them. */
export async function countOffers(db: Db, clock: OfferClock): Promise<OfferFacets> {
  const { rows } = await db.query<{
    kind: OfferKind | null
    country: string | null
    offers: number
    lowest: string
  }>({
    name: 'count-offers',
    text: `WITH open AS (
             SELECT f.kind, f.price_per_unit_wei AS price, n.countries FROM offer f ${offerJoins}
             WHERE ${isOpen} AND $2::bigint IS NOT NULL)
           SELECT kind, NULL AS country, count(*)::int AS offers, min(price) AS lowest FROM open GROUP BY kind
           UNION ALL
           SELECT NULL, country, count(*)::int, min(price) FROM open, unnest(countries) AS country GROUP BY country
           ORDER BY offers DESC, kind, country`,
    values: clockValues(clock),
  })
  return {
    kinds: rows.flatMap(({ kind, offers, lowest }) =>
      kind === null ? [] : [{ kind, offers, lowestPriceWei: weiFromDb(lowest) }],
    ),
    countries: rows.flatMap(({ country, offers }) => (country === null ? [] : [{ country, offers }])),
  }
}
