import type { Db } from '../pool.ts'

/**
 * What is measured is written under the shared lock, and an epoch's receipts are closed under the exclusive one, both
 * held to the end of their transaction: so nothing measured can slip in behind the receipts it belongs to.
 */
const KEY = "hashtextextended('network3.epoch_receipts', 0)"

export async function lockToMeasure(tx: Db): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${KEY})`)
}

export async function lockToClose(tx: Db): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(${KEY})`)
}

/** The first epoch whose receipts are still open, in SQL. */
export const firstOpenEpoch = '(SELECT COALESCE(max(epoch) + 1, 1) FROM epoch_receipts)'
