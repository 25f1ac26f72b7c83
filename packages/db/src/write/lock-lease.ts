import type { PoolClient } from '../pool.ts'
import { weiToDb } from '../wei.ts'

/** Holds a lease until the transaction ends, so that its usage is added up by one at a time. */
export async function lockLease(tx: PoolClient, leaseId: bigint): Promise<void> {
  await tx.query('SELECT id FROM lease WHERE id = $1 FOR NO KEY UPDATE', [weiToDb(leaseId)])
}
