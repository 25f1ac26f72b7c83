import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb, weiToDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'
import { type DbLeaseRow, type LeaseRow, leaseColumns, leaseFromRow, leaseTables } from './lease-row.ts'

export type DueLease = {
  lease: LeaseRow
  /** When its time, its thaw or its claim's window ended, by which the list is sorted. */
  endedAt: Date
  /** Since when anybody may settle it: that, and the grace period where there is one. */
  dueSince: Date
  /** Whether its offer is published and has no slot left. */
  isOfferFull: boolean
  /** Of its highest voucher; 0 without one. */
  vouchedUnits: bigint
}

export type FindDueLeasesParams = {
  act: 'finalize' | 'settle-usage'
  operator?: Address | undefined
  /** The time of the chain. */
  now: Date
  graceSeconds: number
  limit: number
  after?: { endedAt: Date; id: bigint } | undefined
}

/** Each sorts by an index: lease_by_end, lease_by_claim_end. $3: the grace period, which a claim has not. */
const ways = {
  finalize: {
    endedAt: 'coalesce(l.thaw_ends_at, l.expires_at)',
    dueSince: 'coalesce(l.thaw_ends_at, l.expires_at + make_interval(secs => $3))',
    condition: `l.status <> 'closed'`,
  },
  'settle-usage': {
    endedAt: 'coalesce(l.ruling_ends_at, l.contest_ends_at)',
    dueSince: 'coalesce(l.ruling_ends_at, l.contest_ends_at)',
    condition: 'l.claim_status IS NOT NULL',
  },
} as const

type Row = DbLeaseRow & { ended: Date; due: Date; is_full: boolean; vouched: string }

/** What anybody may settle at a time, longest ended first. */
export async function findDueLeases(db: Db, params: FindDueLeasesParams): Promise<DueLease[]> {
  const { act, operator, now, graceSeconds, limit, after } = params
  const { endedAt, dueSince, condition } = ways[act]
  const values: unknown[] = act === 'finalize' ? [limit, now, graceSeconds] : [limit, now]
  const shape: string[] = [act]
  // The first bound is the index's; the second leaves out what is in its grace period.
  const conditions: string[] = [condition, `${endedAt} <= $2`, `${dueSince} <= $2`]
  if (operator !== undefined) {
    values.push(hexToDb(operator))
    shape.push('operator')
    conditions.push(`l.operator = $${values.length}`)
  }
  if (after !== undefined) {
    values.push(after.endedAt, weiToDb(after.id))
    shape.push('after')
    conditions.push(`(${endedAt}, l.id) > ($${values.length - 1}, $${values.length})`)
  }
  const { rows } = await db.query<Row>({
    name: ['find-due-leases', ...shape].join('-'),
    text: `SELECT ${leaseColumns}, ${endedAt} AS ended, ${dueSince} AS due,
             coalesce(s.slots_taken >= f.slots, false) AS is_full, coalesce(v.cumulative_units, 0) AS vouched
           FROM ${leaseTables} LEFT JOIN offer f ON f.id = l.offer_id
             LEFT JOIN offer_state s ON s.offer_id = l.offer_id
             LEFT JOIN lease_voucher v ON v.lease_id = l.id
           WHERE ${conditions.join(' AND ')} ORDER BY ${endedAt}, l.id LIMIT $1`,
    values,
  })
  return rows.map((row) => ({
    lease: leaseFromRow(row),
    ...{ endedAt: row.ended, dueSince: row.due, isOfferFull: row.is_full },
    vouchedUnits: weiFromDb(row.vouched),
  }))
}
