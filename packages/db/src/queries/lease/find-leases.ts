import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiToDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'
import { type DbLeaseRow, type LeaseRow, leaseColumns, leaseFromRow, leaseTables } from './lease-row.ts'

export type FindLeasesParams = {
  renter?: Address | undefined
  operator?: Address | undefined
  filter: 'all' | 'active' | 'closed'
  limit: number
  /** Ids rise with time, so they order as the leases were opened. */
  before?: bigint | undefined
}

const filters = { all: [], active: [`l.status <> 'closed'`], closed: [`l.status = 'closed'`] } as const

/** Leases newest first; renter and operator each have an index that ends in this order. */
export async function findLeases(db: Db, params: FindLeasesParams): Promise<LeaseRow[]> {
  const { renter, operator, filter, limit, before } = params
  const values: unknown[] = [limit]
  const conditions: string[] = [...filters[filter]]
  const shape: string[] = [filter]
  const add = (name: string, condition: string, value: unknown) => {
    values.push(value)
    shape.push(name)
    conditions.push(`${condition} $${values.length}`)
  }
  if (renter !== undefined) add('renter', 'l.renter =', hexToDb(renter))
  if (operator !== undefined) add('operator', 'l.operator =', hexToDb(operator))
  if (before !== undefined) add('before', 'l.id <', weiToDb(before))
  const { rows } = await db.query<DbLeaseRow>({
    name: ['find-leases', ...shape].join('-'),
    text: `SELECT ${leaseColumns} FROM ${leaseTables}
           ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`} ORDER BY l.id DESC LIMIT $1`,
    values,
  })
  return rows.map(leaseFromRow)
}
