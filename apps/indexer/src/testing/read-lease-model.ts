import type { Hex } from '@network3/core/hex'
import type { Client } from '@network3/db/pool'
import type { KeyModel, LeaseModel, ModelLease } from './lease-model.ts'

const hex = (bytes: Buffer): Hex => `0x${bytes.toString('hex')}`
const seconds = (date: Date | null): number | null => (date === null ? null : date.getTime() / 1000)

/** What the tables of the lease market say, in the shape of the model. */
export async function readLeaseModel(tx: Client): Promise<LeaseModel> {
  const offers = await tx.query<{
    id: Buffer
    operator: Buffer
    kind: string
    slots: bigint
    consumed: string
  }>(
    `SELECT offer_id AS id, operator, kind, slots_taken AS slots, consumed_units AS consumed FROM offer_state`,
  )
  const cancelled = await tx.query<{ operator: Buffer; nonce: string; at: Date }>(
    'SELECT operator, nonce, cancelled_at AS at FROM offer_cancellation',
  )
  const floors = await tx.query<{ operator: Buffer; nonce: string }>(
    'SELECT operator, nonce FROM offer_floor',
  )
  return {
    leases: await readLeases(tx),
    offers: new Map(
      offers.rows.map((row) => [
        hex(row.id),
        {
          ...{ operator: hex(row.operator), kind: row.kind, slotsTaken: Number(row.slots) },
          consumed: BigInt(row.consumed),
        },
      ]),
    ),
    cancelled: new Map(
      cancelled.rows.map((row) => [`${hex(row.operator)}:${row.nonce}`, row.at.getTime() / 1000]),
    ),
    floors: new Map(floors.rows.map((row) => [hex(row.operator), BigInt(row.nonce)])),
  }
}

type Row = Record<
  | 'id'
  | 'units'
  | 'min_units'
  | 'price'
  | 'redeemed'
  | 'paid'
  | 'fee'
  | 'refunded'
  | 'held'
  | 'escrow'
  | 'lodged',
  string
> &
  Record<'offer_id' | 'operator' | 'renter', Buffer> & {
    slots: bigint
    expires_at: Date
    thaw_ends_at: Date | null
    status: string
    reason: string | null
    claim: string | null
    outcome: string | null
    steps: bigint
  }

async function readLeases(tx: Client): Promise<LeaseModel['leases']> {
  const { rows } = await tx.query<Row>(
    `SELECT id, offer_id, operator, renter, slots, units, min_units, price_per_unit_wei AS price, expires_at, thaw_ends_at,
       status, close_reason AS reason, redeemed_units AS redeemed, paid_wei AS paid, fee_wei AS fee,
       refunded_wei AS refunded, held_units AS held, escrow_wei AS escrow, claim_status AS claim,
       lodged_units AS lodged, claim_outcome AS outcome,
       (SELECT count(*) FROM lease_event e WHERE e.lease_id = lease.id) AS steps
     FROM lease`,
  )
  return new Map(
    rows.map((row): [bigint, ModelLease] => [
      BigInt(row.id),
      {
        ...{ offerId: hex(row.offer_id), operator: hex(row.operator), renter: hex(row.renter) },
        ...{ slots: Number(row.slots), units: BigInt(row.units), minUnits: BigInt(row.min_units) },
        ...{ price: BigInt(row.price), expiresAt: seconds(row.expires_at) ?? 0 },
        ...{ thawEndsAt: seconds(row.thaw_ends_at), status: row.status, reason: row.reason },
        ...{ redeemed: BigInt(row.redeemed), paid: BigInt(row.paid), fee: BigInt(row.fee) },
        ...{ refunded: BigInt(row.refunded), held: BigInt(row.held), escrow: BigInt(row.escrow) },
        ...{ claim: row.claim, lodged: BigInt(row.lodged), outcome: row.outcome, steps: Number(row.steps) },
      },
    ]),
  )
}

/** What the tables of the key directory say, in the shape of the model. */
export async function readKeyModel(tx: Client): Promise<KeyModel> {
  const generations = await tx.query<{
    number: bigint
    status: string
    stop_reason: string | null
    members: Buffer[]
    ended_at: Date | null
  }>('SELECT number, status, stop_reason, members, ended_at FROM key_generation')
  const revocations = await tx.query<{ generation: bigint; name: Buffer; point: Buffer; epoch: string }>(
    'SELECT generation, name_hash AS name, user_point AS point, epoch FROM key_revocation',
  )
  const roots = await tx.query<{ generation: bigint; epoch: string; root: Buffer; bundles: string }>(
    'SELECT generation, epoch, root, bundles FROM directory_root',
  )
  return {
    generations: new Map(
      generations.rows.map((row) => [
        Number(row.number),
        {
          ...{ status: row.status, stopReason: row.stop_reason, members: row.members.length },
          endedAt: seconds(row.ended_at),
        },
      ]),
    ),
    revocations: new Map(
      revocations.rows.map((row) => [
        `${row.generation}:${hex(row.name)}:${hex(row.point)}`,
        BigInt(row.epoch),
      ]),
    ),
    roots: new Map(
      roots.rows.map((row) => [
        `${row.generation}:${row.epoch}`,
        { root: hex(row.root), bundles: BigInt(row.bundles) },
      ]),
    ),
  }
}
