import type { Address, Hex } from '@network3/core/hex'
import type { OfferKind } from '@network3/core/lease-state'
import type { Db } from '../../pool.ts'
import { weiFromDb, weiToDb } from '../../wei.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

/** A voucher that would pay something if it were redeemed now. */
export type RedeemableVoucher = {
  leaseId: bigint
  operator: Address
  kind: OfferKind
  cumulativeUnits: bigint
  redeemedUnits: bigint
  pricePerUnitWei: bigint
  signature: Hex
  signedAt: Date
  expiresAt: Date
  thawEndsAt: Date | null
}

type Row = {
  lease_id: string
  operator: Buffer
  kind: OfferKind
  cumulative_units: string
  redeemed_units: string
  price_per_unit_wei: string
  signature: Buffer
  signed_at: Date
  expires_at: Date
  thaw_ends_at: Date | null
}

/** Vouchers above what was redeemed of leases that are not closed, by lease; indices lease_active and lease_active_by_operator. */
export async function findVouchers(
  db: Db,
  params: {
    operator?: Address | undefined
    leaseIds?: readonly bigint[] | undefined
    limit: number
    /** Newest leases first. */
    before?: bigint | undefined
  },
): Promise<RedeemableVoucher[]> {
  const { operator, leaseIds, limit, before } = params
  const values: unknown[] = [limit]
  const shape: string[] = []
  const conditions = [`l.status <> 'closed'`, 'v.cumulative_units > l.redeemed_units']
  const add = (name: string, condition: (place: string) => string, value: unknown) => {
    values.push(value)
    shape.push(name)
    conditions.push(condition(`$${values.length}`))
  }
  if (operator !== undefined) add('operator', (place) => `l.operator = ${place}`, hexToDb(operator))
  if (leaseIds !== undefined) add('ids', (place) => `l.id = ANY(${place}::numeric[])`, leaseIds.map(weiToDb))
  if (before !== undefined) add('before', (place) => `l.id < ${place}`, weiToDb(before))
  const { rows } = await db.query<Row>({
    name: ['find-vouchers', ...shape].join('-'),
    text: `SELECT l.id AS lease_id, l.operator, l.kind, v.cumulative_units, l.redeemed_units, l.price_per_unit_wei,
             v.signature, v.signed_at, l.expires_at, l.thaw_ends_at
           FROM lease l JOIN lease_voucher v ON v.lease_id = l.id
           WHERE ${conditions.join(' AND ')} ORDER BY l.id DESC LIMIT $1`,
    values,
  })
  return rows.map((row) => ({
    ...{ leaseId: weiFromDb(row.lease_id), operator: hexFromDb(row.operator), kind: row.kind },
    ...{ cumulativeUnits: weiFromDb(row.cumulative_units), redeemedUnits: weiFromDb(row.redeemed_units) },
    ...{ pricePerUnitWei: weiFromDb(row.price_per_unit_wei), signature: hexFromDb(row.signature) },
    ...{ signedAt: row.signed_at, expiresAt: row.expires_at, thawEndsAt: row.thaw_ends_at },
  }))
}
