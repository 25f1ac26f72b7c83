import type { Db } from '../../pool.ts'
import { weiToDb } from '../../wei.ts'
import { type DbLeaseRow, type LeaseRow, leaseColumns, leaseFromRow, leaseTables } from './lease-row.ts'

/** One lease, or undefined. */
export async function getLease(db: Db, id: bigint): Promise<LeaseRow | undefined> {
  const { rows } = await db.query<DbLeaseRow>({
    name: 'get-lease',
    text: `SELECT ${leaseColumns} FROM ${leaseTables} WHERE l.id = $1`,
    values: [weiToDb(id)],
  })
  return rows[0] && leaseFromRow(rows[0])
}
