import type { Hex } from '@network3/core/hex'
import {
  isPending,
  type JobEvent,
  type JobRefusal,
  type JobState,
  transition,
} from '@network3/core/jobs/job-state'
import type { Pool, PoolClient } from '../pool.ts'
import { type AttemptRow, attemptFromRow, type DbAttempt } from '../queries/job/attempt-row.ts'
import { type DbJob, type JobRow, jobColumns, jobFromRow } from '../queries/job/job-row.ts'
import { announceJob } from './announce-jobs.ts'
import { hexToDb } from './hex.ts'
import { inTransaction } from './in-transaction.ts'
import { insertJobMessage } from './job-messages.ts'

/** What an event brings along, beside the states. Fields left out stay as they are. */
export type JobFacts = {
  detail?: string | null
  resultBlob?: Hex
  billedMs?: bigint
  acceptsAt?: Date
  /** Of the attempt the event is about. */
  attempt?: { detail?: string; receipt?: object; commitment?: Hex }
  /** Fences of replicas that agreed; others that returned did not. */
  agreed?: readonly number[]
}

/** Assignments are made by assignJobs alone. */
export type JobChange = Exclude<JobEvent, { type: 'assign' }>

/** A job and its attempts as they were found, locked until the transaction ends. */
export type LockedJob = {
  tx: PoolClient
  job: JobRow
  attempts: readonly AttemptRow[]
  /** Writes what an event makes of the job, and gives it back; or why nothing changes (packages/core/src/jobs). */
  apply(event: JobChange, facts?: JobFacts): Promise<JobRow | JobRefusal>
}

/** Works on one job at a time, with everybody else waiting; undefined when there is no such job. */
export async function changeJob<T>(
  pool: Pool,
  params: { jobId: string; now: Date },
  work: (locked: LockedJob) => Promise<T>,
): Promise<T | undefined> {
  let hasChanged = false
  const result = await inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<DbJob>({
      name: 'lock-job',
      text: `SELECT ${jobColumns} FROM job j WHERE j.id = $1 FOR UPDATE`,
      values: [params.jobId],
    })
    const job = rows[0] && jobFromRow(rows[0])
    if (job === undefined) return undefined
    const found = await tx.query<DbAttempt>({
      name: 'job-attempts',
      text: 'SELECT a.* FROM job_attempt a WHERE a.job_id = $1 ORDER BY a.fence',
      values: [job.id],
    })
    const attempts = found.rows.map(attemptFromRow)
    let state: JobState = { ...job, attempts }
    const apply = async (event: JobChange, facts: JobFacts = {}) => {
      const next = transition(state, event)
      if ('refused' in next) return next
      const written = await write(tx, { id: job.id, before: state, next, event, facts, now: params.now })
      if (next.status !== state.status) await insertJobMessage(tx, written, params.now)
      state = next
      hasChanged = job.leaseId !== null
      return written
    }
    return work({ tx, job, attempts, apply })
  })
  if (hasChanged) announceJob(pool, params.jobId)
  return result
}

type Change = {
  id: string
  before: JobState
  next: JobState
  event: JobChange
  facts: JobFacts
  now: Date
}

async function write(tx: PoolClient, { id, before, next, event, facts, now }: Change): Promise<JobRow> {
  const fence = 'fence' in event ? event.fence : 0
  const changed = next.attempts.filter(({ status, reason }, index) => {
    const was = before.attempts[index]
    return was?.status !== status || was.reason !== reason
  })
  await tx.query({
    name: 'write-attempts',
    text: `UPDATE job_attempt a SET status = s.status, reason = s.reason,
             started_at = CASE WHEN s.status = 'running' THEN COALESCE(a.started_at, $5) ELSE a.started_at END,
             returned_at = CASE WHEN s.status = 'returned' THEN COALESCE(a.returned_at, $5) ELSE a.returned_at END,
             ended_at = CASE WHEN s.status IN ('returned', 'ended') THEN COALESCE(a.ended_at, $5) ELSE a.ended_at END
           FROM unnest($2::int[], $3::text[], $4::text[]) AS s(fence, status, reason)
           WHERE a.job_id = $1 AND a.fence = s.fence`,
    values: [
      id,
      changed.map((attempt) => attempt.fence),
      changed.map(({ status }) => status),
      changed.map(({ reason }) => reason),
      now,
    ],
  })
  if (facts.attempt !== undefined) {
    const { detail, receipt, commitment } = facts.attempt
    await tx.query({
      name: 'write-attempt-facts',
      text: `UPDATE job_attempt SET detail = COALESCE($3, detail), receipt = COALESCE($4, receipt),
               commitment = COALESCE($5, commitment) WHERE job_id = $1 AND fence = $2`,
      values: [...[id, fence, detail, receipt && JSON.stringify(receipt)], commitment && hexToDb(commitment)],
    })
  }
  if (facts.agreed !== undefined) {
    await tx.query({
      name: 'write-agreed',
      text: `UPDATE job_attempt SET is_agreed = fence = ANY($2) WHERE job_id = $1 AND status = 'returned'`,
      values: [id, facts.agreed],
    })
  }
  const isOver = next.status === 'failed' || next.status === 'settled' || next.status === 'accepted'
  const { rows } = await tx.query<DbJob>({
    name: 'write-job',
    text: `UPDATE job j SET status = $2, reason = $3, wanted = $4, updated_at = $5,
             detail = CASE WHEN $6 THEN $7 ELSE j.detail END,
             result_blob = COALESCE($8, j.result_blob), billed_ms = COALESCE($9, j.billed_ms),
             accepts_at = COALESCE($10, j.accepts_at),
             node = COALESCE((SELECT a.node FROM job_attempt a WHERE a.job_id = j.id AND a.fence = $11), j.node),
             returned_at = CASE WHEN $2 = 'returned' THEN $5 ELSE j.returned_at END,
             ended_at = CASE WHEN $12 THEN COALESCE(j.ended_at, $5) ELSE NULL END
           WHERE j.id = $1 RETURNING ${jobColumns}`,
    values: [
      ...[id, next.status, next.reason, next.wanted, now, facts.detail !== undefined, facts.detail],
      ...[facts.resultBlob && hexToDb(facts.resultBlob), facts.billedMs, facts.acceptsAt],
      ...[facts.agreed?.[0] ?? fence, isOver && !isPending(next.status)],
    ],
  })
  if (rows[0] === undefined) throw new Error(`The job ${id} was locked and is gone.`)
  return jobFromRow(rows[0])
}
