import type { Address, Hex } from '@network3/core/hex'
import type { JobAttemptReasonCode } from '@network3/core/job-reasons'
import type { AttemptStatus } from '@network3/core/jobs/job-status'
import { hexFromDb } from '../../write/hex.ts'

export type AttemptRow = {
  jobId: string
  fence: number
  node: Address
  /** Of the node when it was assigned. */
  operator: Address | null
  subnet: Hex
  gateway: string
  status: AttemptStatus
  reason: JobAttemptReasonCode | null
  detail: string | null
  commitment: Hex | null
  /** As the node signed it (packages/protocol/src/node/work-receipt.ts); null until it returned. */
  receipt: unknown
  /** Of replicas: whether it agreed with the majority; null while undecided. */
  isAgreed: boolean | null
  assignedAt: Date
  startedAt: Date | null
  returnedAt: Date | null
  endedAt: Date | null
}

export type DbAttempt = {
  job_id: string
  fence: number
  node: Buffer
  operator: Buffer | null
  subnet: Buffer
  gateway: string
  status: AttemptStatus
  reason: JobAttemptReasonCode | null
  detail: string | null
  commitment: Buffer | null
  receipt: unknown
  is_agreed: boolean | null
  assigned_at: Date
  started_at: Date | null
  returned_at: Date | null
  ended_at: Date | null
}

export function attemptFromRow(row: DbAttempt): AttemptRow {
  return {
    ...{ jobId: row.job_id, fence: row.fence, node: hexFromDb(row.node) },
    ...{ operator: row.operator && hexFromDb(row.operator), subnet: hexFromDb(row.subnet) },
    ...{ gateway: row.gateway, status: row.status, reason: row.reason, detail: row.detail },
    ...{ commitment: row.commitment && hexFromDb(row.commitment), receipt: row.receipt },
    ...{ isAgreed: row.is_agreed, assignedAt: row.assigned_at, startedAt: row.started_at },
    ...{ returnedAt: row.returned_at, endedAt: row.ended_at },
  }
}
