import type { Address, Hex } from '@network3/core/hex'
import type { OfferKind } from '@network3/core/lease-state'
import type { Pool } from '../pool.ts'
import { weiToDb } from '../wei.ts'
import { hexToDb } from './hex.ts'
import { inTransaction } from './in-transaction.ts'

export type NewOffer = {
  id: Hex
  operator: Address
  kind: OfferKind
  specHash: Hex
  pricePerUnitWei: bigint
  slots: number
  minUnits: bigint
  maxUnits: bigint
  maxDurationSeconds: number
  validUntil: Date
  nonce: bigint
  signature: Hex
}

/** Offers of one operator that are neither past nor cancelled. */
export const MAX_OFFERS_PER_OPERATOR = 200

/** `known`: it was published before. `too-many`: the operator has as many out as it may. */
export function addOffer(pool: Pool, offer: NewOffer, now: Date): Promise<'added' | 'known' | 'too-many'> {
  const operator = hexToDb(offer.operator)
  return inTransaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('offer' || encode($1, 'hex'), 0))", [
      operator,
    ])
    const { rows } = await client.query<{ known: boolean; out: number }>(
      `SELECT coalesce(bool_or(f.id = $2), false) AS known,
         (count(*) FILTER (WHERE f.valid_until >= $3 AND c.operator IS NULL AND f.nonce >= coalesce(w.nonce, 0)))::int AS out
       FROM offer f
       LEFT JOIN offer_cancellation c ON c.operator = f.operator AND c.nonce = f.nonce
       LEFT JOIN offer_floor w ON w.operator = f.operator
       WHERE f.operator = $1`,
      [operator, hexToDb(offer.id), now],
    )
    if (rows[0]?.known) return 'known'
    if ((rows[0]?.out ?? 0) >= MAX_OFFERS_PER_OPERATOR) return 'too-many'
    await client.query(
      `INSERT INTO offer (id, operator, kind, spec_hash, price_per_unit_wei, slots, min_units, max_units,
         max_duration_seconds, valid_until, nonce, signature, published_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[hexToDb(offer.id), operator, offer.kind, hexToDb(offer.specHash), weiToDb(offer.pricePerUnitWei)],
        ...[offer.slots, String(offer.minUnits), String(offer.maxUnits), offer.maxDurationSeconds],
        ...[offer.validUntil, weiToDb(offer.nonce), hexToDb(offer.signature), now],
      ],
    )
    return 'added'
  })
}
