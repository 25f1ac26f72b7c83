import type { Address, Hex } from '@network3/core/hex'
import type {
  ClaimOutcome,
  ClaimStatus,
  CloseReason,
  LeaseStatus,
  OfferKind,
} from '@network3/core/lease-state'
import type { Client } from '../pool.ts'
import { weiFromDb, weiToDb } from '../wei.ts'
import { hexFromDb, hexToDb } from './hex.ts'

/** A lease as its events left it. Amounts in wei, times in seconds. */
export type LeaseRecord = {
  id: bigint
  offerId: Hex
  operator: Address
  renter: Address
  voucherSigner: Address
  kind: OfferKind
  specHash: Hex
  slots: number
  units: bigint
  minUnits: bigint
  pricePerUnitWei: bigint
  openedAt: number
  openedTx: Hex
  expiresAt: number
  status: LeaseStatus
  thawEndsAt: number | null
  closed: { at: number; tx: Hex; reason: CloseReason } | null
  redeemedUnits: bigint
  paidWei: bigint
  feeWei: bigint
  refundedWei: bigint
  escrowWei: bigint
  heldUnits: bigint
  claim: { status: ClaimStatus; contestEndsAt: number; rulingEndsAt: number | null } | null
  lodgedUnits: bigint
  settled: { outcome: ClaimOutcome; units: bigint; at: number } | null
}

/** Column, its type in Postgres, and its value; times become timestamps on the way in and seconds on the way out. */
const columns: readonly (readonly [name: string, type: string, toDb: (lease: LeaseRecord) => unknown])[] = [
  ['id', 'numeric', (lease) => weiToDb(lease.id)],
  ['offer_id', 'bytea', (lease) => hexToDb(lease.offerId)],
  ['operator', 'bytea', (lease) => hexToDb(lease.operator)],
  ['renter', 'bytea', (lease) => hexToDb(lease.renter)],
  ['voucher_signer', 'bytea', (lease) => hexToDb(lease.voucherSigner)],
  ['kind', 'text', (lease) => lease.kind],
  ['spec_hash', 'bytea', (lease) => hexToDb(lease.specHash)],
  ['slots', 'bigint', (lease) => lease.slots],
  ['units', 'numeric', (lease) => weiToDb(lease.units)],
  ['min_units', 'numeric', (lease) => weiToDb(lease.minUnits)],
  ['price_per_unit_wei', 'numeric', (lease) => weiToDb(lease.pricePerUnitWei)],
  ['opened_at', 'timestamptz', (lease) => lease.openedAt],
  ['opened_tx', 'bytea', (lease) => hexToDb(lease.openedTx)],
  ['expires_at', 'timestamptz', (lease) => lease.expiresAt],
  ['status', 'text', (lease) => lease.status],
  ['thaw_ends_at', 'timestamptz', (lease) => lease.thawEndsAt],
  ['closed_at', 'timestamptz', (lease) => lease.closed?.at ?? null],
  ['closed_tx', 'bytea', (lease) => (lease.closed === null ? null : hexToDb(lease.closed.tx))],
  ['close_reason', 'text', (lease) => lease.closed?.reason ?? null],
  ['redeemed_units', 'numeric', (lease) => weiToDb(lease.redeemedUnits)],
  ['paid_wei', 'numeric', (lease) => weiToDb(lease.paidWei)],
  ['fee_wei', 'numeric', (lease) => weiToDb(lease.feeWei)],
  ['refunded_wei', 'numeric', (lease) => weiToDb(lease.refundedWei)],
  ['escrow_wei', 'numeric', (lease) => weiToDb(lease.escrowWei)],
  ['held_units', 'numeric', (lease) => weiToDb(lease.heldUnits)],
  ['claim_status', 'text', (lease) => lease.claim?.status ?? null],
  ['lodged_units', 'numeric', (lease) => weiToDb(lease.lodgedUnits)],
  ['contest_ends_at', 'timestamptz', (lease) => lease.claim?.contestEndsAt ?? null],
  ['ruling_ends_at', 'timestamptz', (lease) => lease.claim?.rulingEndsAt ?? null],
  ['claim_outcome', 'text', (lease) => lease.settled?.outcome ?? null],
  ['settled_units', 'numeric', (lease) => (lease.settled === null ? null : weiToDb(lease.settled.units))],
  ['settled_at', 'timestamptz', (lease) => lease.settled?.at ?? null],
]

const names = columns.map(([name]) => name)
const arrays = columns.map(
  ([, type], index) => `$${index + 1}::${type === 'timestamptz' ? 'bigint' : type}[]`,
)
const values = columns.map(([name, type]) =>
  type === 'timestamptz' ? `to_timestamp(l.${name})` : `l.${name}`,
)
const UPSERT = `INSERT INTO lease (${names.join(', ')})
  SELECT ${values.join(', ')} FROM unnest(${arrays.join(', ')}) AS l(${names.join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${names
    .slice(1)
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}`

/** Writes leases whole, new and known ones alike. */
export async function setLeases(tx: Client, leases: readonly LeaseRecord[]): Promise<void> {
  if (leases.length === 0) return
  await tx.query({
    name: 'set-leases',
    text: UPSERT,
    values: columns.map(([, , toDb]) => leases.map(toDb)),
  })
}

export async function deleteLeases(tx: Client, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query('DELETE FROM lease WHERE id = ANY($1::numeric[])', [ids.map(weiToDb)])
}

/** Those of the given leases that are there. */
export async function findLeaseRecords(tx: Client, ids: readonly bigint[]): Promise<LeaseRecord[]> {
  if (ids.length === 0) return []
  const { rows } = await tx.query<DbLease>({
    name: 'find-lease-records',
    text: 'SELECT * FROM lease WHERE id = ANY($1::numeric[])',
    values: [ids.map(weiToDb)],
  })
  return rows.map(toLeaseRecord)
}

/** A row of the table as pg gives it. */
export type DbLease = {
  id: string
  offer_id: Buffer
  operator: Buffer
  renter: Buffer
  voucher_signer: Buffer
  kind: OfferKind
  spec_hash: Buffer
  slots: bigint
  units: string
  min_units: string
  price_per_unit_wei: string
  opened_at: Date
  opened_tx: Buffer
  expires_at: Date
  status: LeaseStatus
  thaw_ends_at: Date | null
  closed_at: Date | null
  closed_tx: Buffer | null
  close_reason: CloseReason | null
  redeemed_units: string
  paid_wei: string
  fee_wei: string
  refunded_wei: string
  escrow_wei: string
  held_units: string
  claim_status: ClaimStatus | null
  lodged_units: string
  contest_ends_at: Date | null
  ruling_ends_at: Date | null
  claim_outcome: ClaimOutcome | null
  settled_units: string | null
  settled_at: Date | null
}

export function toLeaseRecord(row: DbLease): LeaseRecord {
  return {
    id: weiFromDb(row.id),
    offerId: hexFromDb(row.offer_id),
    operator: hexFromDb(row.operator),
    renter: hexFromDb(row.renter),
    voucherSigner: hexFromDb(row.voucher_signer),
    kind: row.kind,
    specHash: hexFromDb(row.spec_hash),
    slots: Number(row.slots),
    units: weiFromDb(row.units),
    minUnits: weiFromDb(row.min_units),
    pricePerUnitWei: weiFromDb(row.price_per_unit_wei),
    openedAt: seconds(row.opened_at),
    openedTx: hexFromDb(row.opened_tx),
    expiresAt: seconds(row.expires_at),
    status: row.status,
    thawEndsAt: row.thaw_ends_at && seconds(row.thaw_ends_at),
    // The table's checks: each group is there whole or not at all.
    closed:
      row.closed_at === null || row.closed_tx === null || row.close_reason === null
        ? null
        : { at: seconds(row.closed_at), tx: hexFromDb(row.closed_tx), reason: row.close_reason },
    redeemedUnits: weiFromDb(row.redeemed_units),
    paidWei: weiFromDb(row.paid_wei),
    feeWei: weiFromDb(row.fee_wei),
    refundedWei: weiFromDb(row.refunded_wei),
    escrowWei: weiFromDb(row.escrow_wei),
    heldUnits: weiFromDb(row.held_units),
    claim:
      row.claim_status === null || row.contest_ends_at === null
        ? null
        : {
            status: row.claim_status,
            contestEndsAt: seconds(row.contest_ends_at),
            rulingEndsAt: row.ruling_ends_at && seconds(row.ruling_ends_at),
          },
    lodgedUnits: weiFromDb(row.lodged_units),
    settled:
      row.claim_outcome === null || row.settled_units === null || row.settled_at === null
        ? null
        : { outcome: row.claim_outcome, units: weiFromDb(row.settled_units), at: seconds(row.settled_at) },
  }
}

const seconds = (date: Date): number => date.getTime() / 1000
