import { weiToDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'
import type { FindOperatorsParams, OperatorSort } from './find-operators.ts'
import { operatorColumns } from './operator-row.ts'

type Statement = { name?: string; text: string; values: unknown[] }

/** What a sort orders by, its type, and the table whose index leads. */
const sorts = {
  earned: { key: 'r.earned_wei', address: 'r.operator', type: 'numeric', leader: 'rank' },
  paid: { key: 'r.paid_wei', address: 'r.operator', type: 'numeric', leader: 'rank' },
  stake: { key: 'o.pool_assets_wei', address: 'o.address', type: 'numeric', leader: 'operator' },
  // A scheduled rise takes effect by time alone, without an event: see keysOf.
  commission: {
    key: `CASE WHEN o.pending_commission_at <= (SELECT block_mined_at FROM indexer_tip WHERE id = 1)
      THEN o.pending_commission_bps ELSE o.commission_bps END`,
    address: 'o.address',
    type: 'int',
    leader: 'operator',
  },
  nodes: { key: 'o.node_count', address: 'o.address', type: 'int', leader: 'operator' },
  delegators: { key: 'o.delegator_count', address: 'o.address', type: 'int', leader: 'operator' },
} as const satisfies Record<OperatorSort, { key: string; address: string; type: string; leader: string }>

const sources = {
  rank: {
    plain: `operator_rank r WHERE r."window" = $1`,
    filtered: `operator_rank r JOIN operator o ON o.address = r.operator WHERE r."window" = $1`,
  },
  // The condition only tells the parameter's type, which the outer query needs.
  operator: {
    plain: 'operator o WHERE $1::text IS NOT NULL',
    filtered: 'operator o WHERE $1::text IS NOT NULL',
  },
} as const

/**
 * The statement of one page. It first finds the page's addresses, with nothing else to carry through a sort, and then
 * looks up what belongs to each. Without filters it has a name, so that each connection plans it once.
 */
export function findOperatorsStatement(params: FindOperatorsParams): Statement {
  const { sort, direction, after } = params
  const { key, address, type, leader } = sorts[sort]
  const values: unknown[] = [
    params.window,
    params.limit,
    params.trend.bucketSeconds,
    params.trend.bucketCount,
    params.seenSince,
    params.verifiedSince,
  ]
  const filters = filtersOf(params, values)
  const source = sources[leader][filters.length === 0 ? 'plain' : 'filtered']
  const select = (condition: (key: string) => string) =>
    keysOf(sort, key)
      .map(
        (
          part,
        ) => `(SELECT ${address} AS address, ${part.key} AS sort_key FROM ${source}${filters.join('')}${part.of}
          ${condition(part.key)} ORDER BY ${orderBy(part.key, address, direction)} LIMIT $2)`,
      )
      .join(' UNION ALL ')
  let page = select(() => '')
  if (after !== undefined) {
    values.push(type === 'int' ? Number(after.key) : weiToDb(after.key), hexToDb(after.address))
    const [keyAt, addressAt] = [`$${values.length - 1}::${type}`, `$${values.length}::bytea`]
    const [further, later] = direction === 'desc' ? ['<', '>'] : ['>', '<']
    // Ties first, then what lies beyond: each half starts at its place in the index, however many tie.
    page = `${select((of) => ` AND ${of} = ${keyAt} AND ${address} ${later} ${addressAt}`)}
      UNION ALL ${select((of) => ` AND ${of} ${further} ${keyAt}`)}`
  }
  const text = `WITH page AS (${page})
    SELECT t.block_number AS tip_number, t.block_hash AS tip_hash, t.block_mined_at AS tip_mined_at, p.sort_key,
      (SELECT l.rank FROM operator_rank l WHERE l."window" = $1 ORDER BY l.rank DESC LIMIT 1) AS ranked_count,
      ${operatorColumns}, r.rank, r.previous_rank, r.earned_wei, r.paid_wei, c.countries, c.online_count, c.verified_count,
      b.trend
    FROM indexer_tip t
    LEFT JOIN (SELECT * FROM page ORDER BY ${outerOrder(direction)} LIMIT $2) p ON true
    LEFT JOIN operator o ON o.address = p.address
    LEFT JOIN operator_rank r ON r."window" = $1 AND r.operator = p.address
    LEFT JOIN LATERAL (
      SELECT string_agg(DISTINCT n.country::text, ',' ORDER BY n.country::text) AS countries,
        (count(*) FILTER (WHERE s.node IS NOT NULL))::int AS online_count,
        (count(*) FILTER (WHERE s.node IS NOT NULL AND k.epoch >= $6 AND k.status = 'passed'))::int AS verified_count
      FROM node n
      LEFT JOIN node_session s ON s.node = n.address AND s.offline_reason IS NULL AND s.last_seen_at >= $5
      LEFT JOIN LATERAL (
        SELECT k.epoch, k.status FROM canary k WHERE k.node = s.node AND k.status IN ('passed', 'failed', 'late')
        ORDER BY k.epoch DESC, k.number DESC LIMIT 1
      ) k ON true
      WHERE n.operator = p.address AND n.retired_at IS NULL
    ) c ON true
    LEFT JOIN LATERAL (
      SELECT string_agg(s.bucket || ' ' || s.earned, ',') AS trend FROM (
        SELECT floor(extract(epoch FROM h.hour - w.starts_at) / $3::int)::int AS bucket, sum(h.earned_wei) AS earned
        FROM (SELECT date_trunc('hour', t.block_mined_at, 'UTC') + interval '1 hour'
                - make_interval(secs => $3::int * $4::int) AS starts_at) w
        JOIN operator_hour h ON h.operator = p.address AND h.hour >= w.starts_at
          AND h.hour <= t.block_mined_at
        GROUP BY 1
      ) s
    ) b ON true
    ORDER BY ${outerOrder(direction, 'p.')}`
  const name = `find-operators-${sort}-${direction}${after === undefined ? '' : '-after'}`
  return filters.length === 0 ? { name, text, values } : { text, values }
}

/**
 * What a sort orders by, in parts that each have an index: commissions as they stand, and those of the few operators
 * whose scheduled rise may have taken effect.
 */
function keysOf(sort: OperatorSort, key: string): { key: string; of: string }[] {
  if (sort !== 'commission') return [{ key, of: '' }]
  return [
    { key: 'o.commission_bps', of: ' AND o.pending_commission_at IS NULL' },
    { key, of: ' AND o.pending_commission_at IS NOT NULL' },
  ]
}

function orderBy(key: string, address: string, direction: 'asc' | 'desc'): string {
  return direction === 'desc' ? `${key} DESC, ${address} ASC` : `${key} ASC, ${address} DESC`
}

function outerOrder(direction: 'asc' | 'desc', of = ''): string {
  return direction === 'desc'
    ? `${of}sort_key DESC, ${of}address ASC`
    : `${of}sort_key ASC, ${of}address DESC`
}

function filtersOf(params: FindOperatorsParams, values: unknown[]): string[] {
  const filters: string[] = []
  const add = (condition: (place: string) => string, value: unknown) => {
    values.push(value)
    filters.push(` AND ${condition(`$${values.length}`)}`)
  }
  if (params.addressRange !== undefined) {
    add((place) => `o.address >= ${place}`, hexToDb(params.addressRange.from))
    add((place) => `o.address <= ${place}`, hexToDb(params.addressRange.to))
  }
  if (params.minStakeWei !== undefined) {
    add((place) => `o.pool_assets_wei >= ${place}`, weiToDb(params.minStakeWei))
  }
  if (params.isLocalEconomy !== undefined)
    add((place) => `o.is_local_economy = ${place}`, params.isLocalEconomy)
  if (params.hasNodes !== undefined) add((place) => `(o.node_count > 0) = ${place}`, params.hasNodes)
  const ofNode = (condition: string) =>
    `EXISTS (SELECT 1 FROM node n WHERE n.operator = o.address AND n.retired_at IS NULL AND ${condition})`
  // One node must meet both: an operator with a GPU in FR and an exit in DE has no GPU in DE.
  const { country, capabilityBit } = params
  if (country !== undefined && capabilityBit !== undefined) {
    values.push(country)
    const countryAt = `$${values.length}`
    add((place) => ofNode(`n.country = ${countryAt} AND n.capabilities & ${place} <> 0`), capabilityBit)
  } else if (country !== undefined) add((place) => ofNode(`n.country = ${place}`), country)
  else if (capabilityBit !== undefined)
    add((place) => ofNode(`n.capabilities & ${place} <> 0`), capabilityBit)
  return filters
}
