import type { Address, Hex } from '@network3/core/hex'
import type { JobClass, JobKind, JobOrigin, JobTerms, JobVisibility } from '@network3/core/jobs/job-terms'
import type { Db } from '../pool.ts'
import { getJobByRequest } from '../queries/job/get-job-by-request.ts'
import { type DbJob, type JobRow, jobColumns, jobFromRow } from '../queries/job/job-row.ts'
import { weiToDb } from '../wei.ts'
import { keepBlobs } from './blobs.ts'
import { hexToDb } from './hex.ts'

export type NewJob = {
  /** newId('job'). */
  id: string
  /** Of a rented job its lease, the session key that signed, the request's key and digest; all null otherwise. */
  request: { leaseId: bigint; submitter: Address; key: string; digest: Hex } | null
  origin: JobOrigin
  kind: JobKind
  class: JobClass
  visibility: JobVisibility
  /** SHA-256 of stored blobs (putBlob). */
  moduleBlob: Hex
  inputBlob: Hex
  /** Nodes it was sealed to; of a public job those it may run on, empty for any. */
  sealedTo: readonly Address[]
  terms: JobTerms
  /** Distinct owners that must run it; default 1. */
  replicas?: number
  /** Attempts at most; default 5, of replicated jobs 10, since up to seven owners may be asked. */
  maxAttempts?: number
  createdAt: Date
  deadlineAt: Date
}

/** `known`: the same request was there already. `conflict`: its key was used for another one. */
export type InsertedJob = { outcome: 'inserted' | 'known' | 'conflict'; job: JobRow }

/** Blobs of a job are kept this long after its deadline, milliseconds. */
const KEEP_MS = 7 * 86_400_000

/**
 * Queues a job; its blobs must be stored before, and are kept until it is long over. After the commit publish
 * `jobs.queued` on the bus, or it waits for the dispatchers' next look. Undefined when a blob is not there.
 */
export async function insertJob(db: Db, job: NewJob): Promise<InsertedJob | undefined> {
  const { request, terms, replicas = 1 } = job
  const keptUntil = new Date(job.deadlineAt.getTime() + KEEP_MS)
  if (!(await keepBlobs(db, [job.moduleBlob, job.inputBlob], keptUntil))) return undefined
  const inserted = await db.query<DbJob>({
    name: 'insert-job',
    text: `INSERT INTO job AS j (id, lease_id, submitter, request_key, request_digest, origin, kind, class, visibility,
             module_blob, input_blob, sealed_to, terms, memory_bytes, replicas, wanted, status, reason, max_attempts,
             created_at, deadline_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, 'queued', 'JOB_QUEUED', $16,
             $17, $18, $17)
           ON CONFLICT (lease_id, request_key) DO NOTHING RETURNING ${jobColumns}`,
    values: [
      ...[job.id, request && weiToDb(request.leaseId), request && hexToDb(request.submitter)],
      ...[request?.key ?? null, request && hexToDb(request.digest), job.origin, job.kind, job.class],
      ...[job.visibility, hexToDb(job.moduleBlob), hexToDb(job.inputBlob), job.sealedTo.map(hexToDb)],
      ...[JSON.stringify(terms), terms.limits.memoryBytes, replicas],
      ...[job.maxAttempts ?? (replicas === 1 ? 5 : 10), job.createdAt, job.deadlineAt],
    ],
  })
  const row = inserted.rows[0]
  if (row !== undefined) return { outcome: 'inserted', job: jobFromRow(row) }
  if (request === null) throw new Error(`The job ${job.id} is there already.`)
  const known = await getJobByRequest(db, request.leaseId, request.key)
  if (known === undefined) throw new Error(`The request ${request.key} was there and is gone.`)
  return { outcome: known.requestDigest === request.digest ? 'known' : 'conflict', job: known }
}
