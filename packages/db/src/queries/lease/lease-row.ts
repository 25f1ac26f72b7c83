import { type DbLease, type LeaseRecord, toLeaseRecord } from '../../write/lease-rows.ts'

/** A lease as listed: its record, and whether its operator is one of the local economy. */
export type LeaseRow = LeaseRecord & { isLocalEconomy: boolean }

/** Columns and tables of a statement whose rows leaseFromRow reads. An operator that signs offers has a pool. */
export const leaseColumns = 'l.*, coalesce(o.is_local_economy, false) AS is_local_economy'
export const leaseTables = 'lease l LEFT JOIN operator o ON o.address = l.operator'

export type DbLeaseRow = DbLease & { is_local_economy: boolean }

export function leaseFromRow(row: DbLeaseRow): LeaseRow {
  return { ...toLeaseRecord(row), isLocalEconomy: row.is_local_economy }
}
