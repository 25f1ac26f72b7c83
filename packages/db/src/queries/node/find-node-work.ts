import type { Address, Hex } from '@network3/core/hex'
import { z } from 'zod'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'

export type NodeWork = {
  jobId: string
  fence: number
  epoch: bigint
  /** canary, audit, rented */
  origin: string
  isValid: boolean
  gas: bigint
  recordedAt: Date
  outputHash: Hex
  durationMs: number
}

const receiptSchema = z.object({
  outputHash: z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)]),
  durationMs: z.int(),
})

/** Work counted for a node, newest first. */
export async function findNodeWork(
  db: Db,
  params: { node: Address; limit: number; before?: Date | undefined },
): Promise<NodeWork[]> {
  const { rows } = await db.query<{
    job_id: string
    fence: number
    epoch: bigint
    origin: string
    is_valid: boolean
    gas: string
    recorded_at: Date
    receipt: unknown
  }>({
    name: 'find-node-work',
    text: `SELECT job_id, fence, epoch, origin, is_valid, gas, recorded_at, receipt FROM work_receipt
           WHERE node = $1 AND ($3::timestamptz IS NULL OR recorded_at < $3) ORDER BY recorded_at DESC LIMIT $2`,
    values: [hexToDb(params.node), params.limit, params.before ?? null],
  })
  return rows.map((row) => ({
    jobId: row.job_id,
    fence: row.fence,
    epoch: row.epoch,
    origin: row.origin,
    isValid: row.is_valid,
    gas: BigInt(row.gas),
    recordedAt: row.recorded_at,
    ...receiptSchema.parse(row.receipt),
  }))
}
