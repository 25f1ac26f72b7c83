import type { Hex } from '@network3/core/hex'
import type { OfferKind } from '@network3/core/lease-state'
import type { MarketQuery } from '@network3/core/market/parse-query'
import type { Db } from '../../pool.ts'
import { weiFromDb, weiToDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'
import { asksNodes, conditionSql, sortSql } from './condition-sql.ts'
import {
  isOpen,
  isStanding,
  type Offer,
  type OfferRow,
  offerColumns,
  offerFromRow,
  offerJoins,
  offerOwnJoins,
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

/**
 * Offers that can be taken now (or, `standing`, all that are not past or cancelled) and meet the query, in its order; ties
 * by id. First the page's ids are found, with no more looked up for each offer than the query asks about; then what
 * belongs to them.
 */
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
  const { condition, orderBy } = query
  const values = clockValues(params)
  const bind = (value: unknown) => `$${values.push(value)}`
  const key = sortSql(orderBy.field)
  const most = bind(limit)
  const joins = condition !== undefined && asksNodes(condition) ? offerJoins : offerOwnJoins
  const conditions = [which === 'open' ? isOpen : isStanding]
  if (condition !== undefined) conditions.push(conditionSql(condition, bind))
  const select = (...of: string[]) => `(SELECT f.id, ${key} AS sort_key FROM offer f ${joins}
    WHERE ${[...conditions, ...of].join(' AND ')} ORDER BY ${key} ${orderBy.direction}, f.id LIMIT ${most})`
  let page = select('$1::timestamptz IS NOT NULL AND $2::bigint IS NOT NULL')
  if (after !== undefined) {
    const [place, id] = [bind(weiToDb(after.key)), bind(hexToDb(after.id))]
    // Ties first, then what lies beyond: each half starts at its place in the index, where there is one.
    page = `${select(`${key} = ${place}::numeric AND f.id > ${id}`)}
      UNION ALL ${select(`${key} ${orderBy.direction === 'asc' ? '>' : '<'} ${place}::numeric`)}`
  }
  const { rows } = await db.query<OfferRow & { sort_key: string }>({
    text: `SELECT ${offerColumns}, p.sort_key
           FROM (SELECT * FROM (${page}) found ORDER BY sort_key ${orderBy.direction}, id LIMIT ${most}) p
           JOIN offer f ON f.id = p.id ${offerJoins}
           ORDER BY p.sort_key ${orderBy.direction}, f.id`,
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
