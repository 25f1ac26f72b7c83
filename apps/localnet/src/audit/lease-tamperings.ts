import { eventKindOf } from '@network3/core/event-kinds'
import type { Tampering } from './tamperings.ts'

const LEASES = 'leases: terms, usage, money and steps'
const OFFERS = 'offers: slots and units taken'
const CANCELLED = 'offers cancelled'
const ESCROW = 'escrow of all leases'
const FIRST_LEASE = 'id = (SELECT min(id) FROM lease)'
const flip = (column: string) => `${column} = set_byte(${column}, 0, get_byte(${column}, 0) # 1)`

/** A lease's conservation of money is checked by the table itself, so amounts are moved, never made. */
export const leaseTamperings: readonly Tampering[] = [
  [
    "a lease's renter",
    LEASES,
    `UPDATE lease SET ${flip('renter')} WHERE ${FIRST_LEASE}`,
    `UPDATE lease SET ${flip('renter')} WHERE ${FIRST_LEASE}`,
  ],
  [
    'the session key of a lease',
    LEASES,
    `UPDATE lease SET ${flip('voucher_signer')} WHERE ${FIRST_LEASE}`,
    `UPDATE lease SET ${flip('voucher_signer')} WHERE ${FIRST_LEASE}`,
  ],
  [
    'the units paid of a lease',
    LEASES,
    `UPDATE lease SET redeemed_units = units - redeemed_units WHERE status = 'closed'`,
    `UPDATE lease SET redeemed_units = units - redeemed_units WHERE status = 'closed'`,
  ],
  [
    'a fee booked as pay',
    LEASES,
    'UPDATE lease SET paid_wei = paid_wei + 1, fee_wei = fee_wei - 1 WHERE fee_wei > 0',
    'UPDATE lease SET paid_wei = paid_wei - 1, fee_wei = fee_wei + 1 WHERE paid_wei > 0',
  ],
  [
    'escrow booked as refunded',
    ESCROW,
    `UPDATE lease SET refunded_wei = refunded_wei + 1, escrow_wei = escrow_wei - 1 WHERE status <> 'closed'`,
    `UPDATE lease SET refunded_wei = refunded_wei - 1, escrow_wei = escrow_wei + 1 WHERE status <> 'closed'`,
  ],
  [
    'why a lease was closed',
    LEASES,
    `UPDATE lease SET close_reason = 'operator-closed' WHERE close_reason = 'expired'`,
    `UPDATE lease l SET close_reason = 'expired' WHERE close_reason = 'operator-closed'
       AND EXISTS (SELECT 1 FROM lease_event e WHERE e.lease_id = l.id AND e.reason = 'LEASE_CLOSED_EXPIRED')`,
  ],
  [
    'when a lease ends',
    LEASES,
    `UPDATE lease SET expires_at = expires_at + interval '1 second'`,
    `UPDATE lease SET expires_at = expires_at - interval '1 second'`,
  ],
  [
    'the usage lodged',
    LEASES,
    'UPDATE lease SET lodged_units = lodged_units + 1',
    'UPDATE lease SET lodged_units = lodged_units - 1',
  ],
  [
    'how a claim of usage ended',
    LEASES,
    `UPDATE lease SET claim_outcome = 'ruled' WHERE claim_outcome = 'uncontested'`,
    `UPDATE lease l SET claim_outcome = 'uncontested' WHERE claim_outcome = 'ruled'
       AND EXISTS (SELECT 1 FROM lease_event e WHERE e.lease_id = l.id AND e.reason = 'USAGE_UNCONTESTED')`,
  ],
  [
    'a step of a lease at another time',
    LEASES,
    `UPDATE lease_event SET mined_at = mined_at + interval '1 second' WHERE type = 'redeemed'`,
    `UPDATE lease_event SET mined_at = mined_at - interval '1 second' WHERE type = 'redeemed'`,
  ],
  [
    'a lease that is missing',
    'number of leases',
    `CREATE TABLE kept_lease AS SELECT * FROM lease WHERE ${FIRST_LEASE}; DELETE FROM lease WHERE ${FIRST_LEASE}`,
    'INSERT INTO lease SELECT * FROM kept_lease; DROP TABLE kept_lease',
  ],
  [
    'the slots taken of an offer',
    OFFERS,
    'UPDATE offer_state SET slots_taken = slots_taken + 1',
    'UPDATE offer_state SET slots_taken = slots_taken - 1',
  ],
  [
    'the units taken of an offer',
    OFFERS,
    'UPDATE offer_state SET consumed_units = consumed_units + 1',
    'UPDATE offer_state SET consumed_units = consumed_units - 1',
  ],
  [
    'a nonce that was cancelled',
    CANCELLED,
    'UPDATE offer_cancellation SET nonce = nonce + 1000',
    'UPDATE offer_cancellation SET nonce = nonce - 1000',
  ],
  [
    'below which nonce offers are cancelled',
    CANCELLED,
    'UPDATE offer_floor SET nonce = nonce + 1',
    'UPDATE offer_floor SET nonce = nonce - 1',
  ],
  [
    'the key of a generation',
    'key generations',
    `UPDATE key_generation SET ${flip('master_public_key')} WHERE number = 1`,
    `UPDATE key_generation SET ${flip('master_public_key')} WHERE number = 1`,
  ],
  [
    'a member of a generation',
    'key generations',
    'UPDATE key_generation SET members[1] = members[2], members[2] = members[1]',
    'UPDATE key_generation SET members[1] = members[2], members[2] = members[1]',
  ],
  [
    'a stopped generation that goes on',
    'active key generation',
    `UPDATE key_generation SET status = 'active', ended_at = NULL, stop_reason = NULL, announced_at = ended_at
     WHERE number = 2`,
    `UPDATE key_generation g SET status = 'stopped', ended_at = g.announced_at, stop_reason = 'guardian',
       announced_at = b.mined_at
     FROM event e JOIN block b ON b.number = e.block_number
     WHERE g.number = 2 AND e.kind = ${eventKindOf('key-directory', 'GenerationAnnounced').id} AND e.tx_hash = g.announced_tx`,
  ],
  [
    'from which day a key is revoked',
    'keys revoked',
    'UPDATE key_revocation SET epoch = epoch + 1',
    'UPDATE key_revocation SET epoch = epoch - 1',
  ],
  [
    'a root of the directory',
    'roots of the key directory',
    `UPDATE directory_root SET ${flip('root')}`,
    `UPDATE directory_root SET ${flip('root')}`,
  ],
]
