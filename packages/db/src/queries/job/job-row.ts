import type { Address, Hex } from '@network3/core/hex'
import type { JobStateReasonCode } from '@network3/core/job-reasons'
import type { JobStatus } from '@network3/core/jobs/job-status'
import type { JobClass, JobKind, JobOrigin, JobTerms, JobVisibility } from '@network3/core/jobs/job-terms'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'

export type JobRow = {
  id: string
  /** Null for the network's own work. */
  leaseId: bigint | null
  submitter: Address | null
  requestKey: string | null
  requestDigest: Hex | null
  origin: JobOrigin
  kind: JobKind
  class: JobClass
  visibility: JobVisibility
  moduleBlob: Hex
  inputBlob: Hex
  /** Of a public job those it may run on; empty for any. */
  sealedTo: Address[]
  terms: JobTerms
  replicas: number
  /** Assignments still to make. */
  wanted: number
  status: JobStatus
  reason: JobStateReasonCode
  detail: string | null
  fence: number
  maxAttempts: number
  node: Address | null
  resultBlob: Hex | null
  billedMs: bigint | null
  createdAt: Date
  deadlineAt: Date
  returnedAt: Date | null
  acceptsAt: Date | null
  endedAt: Date | null
}

export type DbJob = {
  id: string
  lease_id: string | null
  submitter: Buffer | null
  request_key: string | null
  request_digest: Buffer | null
  origin: JobOrigin
  kind: JobKind
  class: JobClass
  visibility: JobVisibility
  module_blob: Buffer
  input_blob: Buffer
  sealed_to: Buffer[]
  terms: JobTerms
  replicas: number
  wanted: number
  status: JobStatus
  reason: JobStateReasonCode
  detail: string | null
  fence: number
  max_attempts: number
  node: Buffer | null
  result_blob: Buffer | null
  billed_ms: bigint | null
  created_at: Date
  deadline_at: Date
  returned_at: Date | null
  accepts_at: Date | null
  ended_at: Date | null
}

/** Columns of a statement over `job j` whose rows jobFromRow reads. */
export const jobColumns = `j.id, j.lease_id, j.submitter, j.request_key, j.request_digest, j.origin, j.kind, j.class,
  j.visibility, j.module_blob, j.input_blob, j.sealed_to, j.terms, j.replicas, j.wanted, j.status, j.reason, j.detail,
  j.fence, j.max_attempts, j.node, j.result_blob, j.billed_ms, j.created_at, j.deadline_at, j.returned_at, j.accepts_at,
  j.ended_at`

const hexOrNull = (bytes: Buffer | null) => (bytes === null ? null : hexFromDb(bytes))

export function jobFromRow(row: DbJob): JobRow {
  return {
    ...{ id: row.id, leaseId: row.lease_id === null ? null : weiFromDb(row.lease_id) },
    ...{ submitter: hexOrNull(row.submitter), requestKey: row.request_key },
    ...{ requestDigest: hexOrNull(row.request_digest), origin: row.origin, kind: row.kind, class: row.class },
    ...{ visibility: row.visibility, moduleBlob: hexFromDb(row.module_blob) },
    ...{ inputBlob: hexFromDb(row.input_blob), sealedTo: row.sealed_to.map(hexFromDb), terms: row.terms },
    ...{ replicas: row.replicas, wanted: row.wanted, status: row.status, reason: row.reason },
    ...{ detail: row.detail, fence: row.fence, maxAttempts: row.max_attempts, node: hexOrNull(row.node) },
    ...{ resultBlob: hexOrNull(row.result_blob), billedMs: row.billed_ms, createdAt: row.created_at },
    ...{ deadlineAt: row.deadline_at, returnedAt: row.returned_at, acceptsAt: row.accepts_at },
    endedAt: row.ended_at,
  }
}
