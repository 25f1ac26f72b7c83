import type { Address } from '@network3/core/hex'
import type { Db } from '../pool.ts'
import { judgeCanary } from './canaries.ts'
import { hexToDb } from './hex.ts'
import { firstOpenEpoch, lockToMeasure } from './measuring-lock.ts'

export type NewWorkReceipt = {
  /** The epoch of now. When its receipts are closed already, the work counts in the first that is open. */
  epoch: bigint
  origin: 'canary' | 'audit' | 'rented'
  /** Whether it counts: a canary's answer was right, a job's result was accepted. */
  isValid: boolean
  /** Decimal id; null for the network's own work. */
  leaseId: string | null
  /** As the node signed it (packages/protocol/src/node/work-receipt.ts). `gas`: decimal digits. */
  receipt: { jobId: string; fence: number; node: Address; gas: string }
  recordedAt: Date
}

/**
 * Counts a node's work, once per job and fence; false when it was counted before. `tx`: the transaction in which the
 * job is accepted or the canary judged.
 */
export async function recordWorkReceipt(tx: Db, work: NewWorkReceipt): Promise<boolean> {
  await lockToMeasure(tx)
  const { receipt } = work
  const isNew = await insertReceipt(tx, work, receipt)
  if (isNew && work.origin === 'canary') {
    await judgeCanary(tx, receipt.jobId, work.isValid, work.recordedAt)
  }
  return isNew
}

async function insertReceipt(
  tx: Db,
  work: NewWorkReceipt,
  { jobId, fence }: { jobId: string; fence: number },
): Promise<boolean> {
  const { receipt } = work
  const { rowCount } = await tx.query(
    `INSERT INTO work_receipt (job_id, fence, epoch, node, origin, is_valid, gas, lease_id, receipt, recorded_at)
     VALUES ($1, $2, GREATEST($3, ${firstOpenEpoch}), $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (job_id, fence) DO NOTHING`,
    [
      ...[jobId, fence, work.epoch, hexToDb(receipt.node), work.origin, work.isValid],
      ...[receipt.gas, work.leaseId, JSON.stringify(receipt), work.recordedAt],
    ],
  )
  return rowCount === 1
}

/**
 * Holds a rented result against its node, because an audit came to another: instead of counting it, where that epoch is
 * still open, and beside it where it was published. `auditId`: under which the second is kept.
 */
export async function holdAgainst(
  tx: Db,
  work: Omit<NewWorkReceipt, 'isValid' | 'leaseId' | 'origin'> & { auditId: string },
): Promise<void> {
  await lockToMeasure(tx)
  const { receipt, auditId } = work
  const { rows } = await tx.query<{ lease_id: string | null }>('SELECT lease_id FROM job WHERE id = $1', [
    receipt.jobId,
  ])
  const leaseId = rows[0]?.lease_id ?? null
  const origin = leaseId === null ? ('audit' as const) : ('rented' as const)
  const counted = await tx.query(
    `UPDATE work_receipt SET is_valid = false WHERE job_id = $1 AND fence = $2 AND epoch >= ${firstOpenEpoch}`,
    [receipt.jobId, receipt.fence],
  )
  if (counted.rowCount === 1) return
  const against = { ...work, isValid: false, leaseId, origin }
  if (await recordWorkReceipt(tx, against)) return
  await insertReceipt(tx, against, { jobId: auditId, fence: 1 })
}
