import type { Address, Hex } from '@network3/core/hex'
import type { Db } from '../pool.ts'
import { hexToDb } from './hex.ts'

export type NewCanary = {
  epoch: bigint
  node: Address
  /** From 0 within the epoch. */
  number: number
  jobId: string
  input: Hex
  gateway: string
  givenAt: Date
}

/** False when the node has its canary of that number: another gateway was first, and the job must not be inserted. */
export async function addCanary(tx: Db, canary: NewCanary): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO canary (epoch, node, number, job_id, input, gateway, status, given_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'given', $7) ON CONFLICT DO NOTHING`,
    [
      ...[canary.epoch, hexToDb(canary.node), canary.number, canary.jobId, hexToDb(canary.input)],
      ...[canary.gateway, canary.givenAt],
    ],
  )
  return rowCount === 1
}

/** What a node was given under a job; undefined when it is not a canary. */
export async function findCanary(db: Db, jobId: string): Promise<{ epoch: bigint; input: Hex } | undefined> {
  const { rows } = await db.query<{ epoch: bigint; input: Buffer }>(
    'SELECT epoch, input FROM canary WHERE job_id = $1',
    [jobId],
  )
  return rows[0] && { epoch: rows[0].epoch, input: `0x${rows[0].input.toString('hex')}` }
}

/** Enters the outcome once; what was closed as late stays so. */
export async function judgeCanary(tx: Db, jobId: string, isValid: boolean, judgedAt: Date): Promise<void> {
  await tx.query(`UPDATE canary SET status = $2, judged_at = $3 WHERE job_id = $1 AND status = 'given'`, [
    jobId,
    isValid ? 'passed' : 'failed',
    judgedAt,
  ])
}
