import type { Address, Hex } from '@network3/core/hex'
import type { JobKind } from '@network3/core/jobs/job-terms'
import type { OfferKind } from '@network3/core/lease-state'
import type { OfferFacts, OfferTerms } from '@network3/core/offer-state'
import { listFromDb } from '../../list-from-db.ts'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'

/** An offer as signed, with what the chain knows of it and what nodes stand behind it. */
export type Offer = OfferTerms &
  OfferFacts & {
    id: Hex
    operator: Address
    kind: OfferKind
    specHash: Hex
    pricePerUnitWei: bigint
    maxDurationSeconds: number
    nonce: bigint
    signature: Hex
    publishedAt: Date
    isLocalEconomy: boolean
    /** Of its pool, as of the pool's last event. */
    stakeWei: bigint
    /** Registered nodes of the operator that lend this kind, and where. */
    countries: string[]
    nodes: { registered: number; online: number; verified: number }
    /** Jobs that one of the verified ones runs. */
    runs: JobKind[]
  }

/** Bits of NodeRegistry's capability set, by kind. */
const bitOfKind = `CASE f.kind WHEN 'compute' THEN 1 WHEN 'bandwidth' THEN 2 WHEN 'egress' THEN 4 ELSE 8 END`

/**
 * Columns of `offer f` and its joins, for $1 = sessions heard of since, $2 = checks that count since (epoch),
 * $3 = the minimum self-stake, $4 = now. Shares are worth (assets + 1) / (shares + 10^6) each: core's assetsForSharesDown.
 */
export const offerColumns = `f.id, f.operator, f.kind, f.spec_hash, f.price_per_unit_wei, f.slots, f.min_units,
  f.max_units, f.max_duration_seconds, f.valid_until, f.nonce, f.signature, f.published_at,
  coalesce(t.slots_taken, 0) AS slots_taken, coalesce(t.consumed_units, 0) AS consumed_units,
  (c.operator IS NOT NULL OR f.nonce < coalesce(w.nonce, 0)) AS is_cancelled,
  coalesce(o.is_local_economy, false) AS is_local_economy, coalesce(o.pool_assets_wei, 0) AS stake_wei,
  coalesce(div(o.self_shares * (o.pool_assets_wei + 1), o.pool_shares + 1000000), 0) >= $3 AS has_self_stake,
  array_to_string(n.countries, ',') AS countries, n.registered, n.online, n.verified,
  array_to_string(n.runs, ',') AS runs`

const runsSql = (kind: JobKind) =>
  `CASE WHEN bool_or(k.status = 'passed' AND k.epoch >= $2 AND '${kind}' = ANY(s.kinds)) THEN '${kind}' END`

/** What the chain knows of `offer f`, for $3 and $4 of offerColumns. */
export const offerOwnJoins = `
  LEFT JOIN offer_state t ON t.offer_id = f.id
  LEFT JOIN operator o ON o.address = f.operator
  LEFT JOIN offer_cancellation c ON c.operator = f.operator AND c.nonce = f.nonce
  LEFT JOIN offer_floor w ON w.operator = f.operator`

export const offerJoins = `${offerOwnJoins}
  CROSS JOIN LATERAL (
    SELECT array_agg(DISTINCT n.country::text ORDER BY n.country::text) AS countries, count(*)::int AS registered,
      (count(*) FILTER (WHERE s.node IS NOT NULL))::int AS online,
      (count(*) FILTER (WHERE s.node IS NOT NULL AND k.status = 'passed' AND k.epoch >= $2))::int AS verified,
      array_remove(ARRAY[${runsSql('wasm')}, ${runsSql('onnx')}], NULL) AS runs
    FROM node n
    LEFT JOIN node_session s ON s.node = n.address AND s.offline_reason IS NULL AND s.last_seen_at >= $1
    LEFT JOIN LATERAL (
      SELECT k.epoch, k.status FROM canary k WHERE k.node = s.node AND k.status IN ('passed', 'failed', 'late')
      ORDER BY k.epoch DESC, k.number DESC LIMIT 1
    ) k ON true
    WHERE n.operator = f.operator AND n.retired_at IS NULL AND n.capabilities & ${bitOfKind} <> 0
  ) n`

/**
 * What can be leased now, at least one slot of it: offerStateOf of core gives OFFER_OPEN for exactly these. In one CASE,
 * of which the planner believes that half hold: of conditions one by one it believes that next to none do, and then reads
 * and sorts the whole market for its first page.
 */
export const isOpen = `c.operator IS NULL AND CASE WHEN f.nonce >= coalesce(w.nonce, 0) AND f.valid_until >= $4
  AND coalesce(t.slots_taken, 0) < f.slots
  AND coalesce(t.consumed_units, 0) + greatest(f.min_units, 1) <= f.max_units
  AND coalesce(div(o.self_shares * (o.pool_assets_wei + 1), o.pool_shares + 1000000), 0) >= $3 THEN true ELSE false END`

/** What its operator still stands by, whether or not anything of it is left. */
export const isStanding = `c.operator IS NULL
  AND CASE WHEN f.nonce >= coalesce(w.nonce, 0) AND f.valid_until >= $4 THEN true ELSE false END
  AND $2::bigint IS NOT NULL AND $3::numeric IS NOT NULL`

export type OfferRow = {
  id: Buffer
  operator: Buffer
  kind: OfferKind
  spec_hash: Buffer
  price_per_unit_wei: string
  slots: bigint
  min_units: string
  max_units: string
  max_duration_seconds: bigint
  valid_until: Date
  nonce: string
  signature: Buffer
  published_at: Date
  slots_taken: bigint
  consumed_units: string
  is_cancelled: boolean
  is_local_economy: boolean
  stake_wei: string
  has_self_stake: boolean
  countries: string | null
  registered: number
  online: number
  verified: number
  runs: string | null
}

export function offerFromRow(row: OfferRow): Offer {
  return {
    id: hexFromDb(row.id),
    operator: hexFromDb(row.operator),
    kind: row.kind,
    specHash: hexFromDb(row.spec_hash),
    pricePerUnitWei: weiFromDb(row.price_per_unit_wei),
    slots: Number(row.slots),
    minUnits: weiFromDb(row.min_units),
    maxUnits: weiFromDb(row.max_units),
    maxDurationSeconds: Number(row.max_duration_seconds),
    validUntil: row.valid_until,
    nonce: weiFromDb(row.nonce),
    signature: hexFromDb(row.signature),
    publishedAt: row.published_at,
    slotsTaken: Number(row.slots_taken),
    consumedUnits: weiFromDb(row.consumed_units),
    isCancelled: row.is_cancelled,
    hasMinimumSelfStake: row.has_self_stake,
    isLocalEconomy: row.is_local_economy,
    stakeWei: weiFromDb(row.stake_wei),
    countries: listFromDb(row.countries),
    nodes: { registered: row.registered, online: row.online, verified: row.verified },
    runs: listFromDb(row.runs) as JobKind[],
  }
}
