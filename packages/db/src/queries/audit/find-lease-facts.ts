import { eventKinds } from '@network3/core/event-kinds'
import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts, secondsText } from './facts.ts'

const LEASE_KINDS = eventKinds
  .filter(({ contract }) => contract === 'lease-market')
  .map(({ id }) => id)
  .join(', ')

/**
 * Every lease by its id: terms, usage and money. `steps` are its events; `stepsInPlace` those that stand where the
 * event they tell of stands, at its time and in its transaction.
 */
export function findLeaseFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT id::text AS key, ${hexText('offer_id')} AS "offerId", ${hexText('operator')} AS "operator",
       ${hexText('renter')} AS "renter", ${hexText('voucher_signer')} AS "voucherSigner", kind AS "kind",
       ${hexText('spec_hash')} AS "specHash", slots::text AS "slots", units::text AS "units",
       min_units::text AS "minUnits", price_per_unit_wei::text AS "pricePerUnit",
       ${secondsText('opened_at')} AS "openedAt", ${secondsText('expires_at')} AS "expiresAt", status AS "status",
       ${secondsText('thaw_ends_at')} AS "thawEndsAt", coalesce(close_reason, '') AS "closeReason",
       redeemed_units::text AS "redeemedUnits", paid_wei::text AS "paid", fee_wei::text AS "fee",
       refunded_wei::text AS "refunded", escrow_wei::text AS "escrow", held_units::text AS "heldUnits",
       coalesce(claim_status, '') AS "claimStatus", lodged_units::text AS "lodgedUnits",
       ${secondsText('contest_ends_at')} AS "contestEndsAt", ${secondsText('ruling_ends_at')} AS "rulingEndsAt",
       coalesce(claim_outcome, '') AS "claimOutcome", coalesce(settled_units, 0)::text AS "settledUnits",
       step.count::text AS "steps", step.in_place::text AS "stepsInPlace"
     FROM lease CROSS JOIN LATERAL (
       SELECT count(*) AS count, count(e.block_number) AS in_place
       FROM lease_event s LEFT JOIN (event e JOIN block b ON b.number = e.block_number)
         ON e.block_number = s.block_number AND e.log_index = s.log_index AND e.tx_hash = s.tx_hash
         AND b.mined_at = s.mined_at AND e.kind IN (${LEASE_KINDS})
       WHERE s.lease_id = lease.id
     ) AS step`,
  )
}

/** What leases take of each offer that ever had one. */
export function findOfferFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT ${hexText('offer_id')} AS key, ${hexText('operator')} AS "operator", kind AS "kind",
       ${hexText('spec_hash')} AS "specHash", slots_taken::text AS "slotsTaken", consumed_units::text AS "consumedUnits"
     FROM offer_state`,
  )
}

/** Cancelled nonces, keyed `operator/nonce`, and under `operator` alone below which nonce all are. */
export function findCancellationFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT ${hexText('operator')} || '/' || nonce AS key, 'true' AS "isCancelled", '' AS "below"
     FROM offer_cancellation
     UNION ALL SELECT ${hexText('operator')}, '', nonce::text FROM offer_floor`,
  )
}
