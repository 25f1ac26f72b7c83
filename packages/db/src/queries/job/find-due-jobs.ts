import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb } from '../../write/hex.ts'

export type DueAttempt = { jobId: string; fence: number; node: Address }

type Row = { job_id: string; fence: number; node: Buffer }
const attemptOf = (row: Row): DueAttempt => ({
  ...{ jobId: row.job_id, fence: row.fence, node: hexFromDb(row.node) },
})

/** Pending jobs whose time, or whose lease, is over. */
export async function findOverdueJobs(
  db: Db,
  params: { now: Date; limit: number },
): Promise<{ id: string; isLeaseOver: boolean }[]> {
  const { rows } = await db.query<{ id: string; is_lease_over: boolean }>({
    name: 'find-overdue-jobs',
    text: `SELECT j.id, j.deadline_at > $1 AS is_lease_over FROM job j LEFT JOIN lease l ON l.id = j.lease_id
           WHERE j.status IN ('queued', 'needs-reseal', 'assigned', 'running')
             AND (j.deadline_at <= $1 OR l.status = 'closed') LIMIT $2`,
    values: [params.now, params.limit],
  })
  return rows.map(({ id, is_lease_over }) => ({ id, isLeaseOver: is_lease_over }))
}

/** Returned jobs nobody answered for in time. */
export async function findSilentJobs(db: Db, params: { now: Date; limit: number }): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'find-silent-jobs',
    text: `SELECT j.id FROM job j WHERE j.status = 'returned' AND j.accepts_at <= $1 LIMIT $2`,
    values: [params.now, params.limit],
  })
  return rows.map(({ id }) => id)
}

/**
 * Attempts of nodes that were not heard of for `graceMs`, whichever gateway they were with: it may be gone itself. A
 * node that was never seen counts from its assignment.
 */
export async function findLostAttempts(
  db: Db,
  params: { now: Date; graceMs: number; limit: number },
): Promise<DueAttempt[]> {
  const { rows } = await db.query<Row>({
    name: 'find-lost-attempts',
    text: `SELECT a.job_id, a.fence, a.node FROM job_attempt a LEFT JOIN node_session s ON s.node = a.node
           WHERE a.status IN ('assigned', 'running', 'committed') AND a.assigned_at < $1
             AND GREATEST(a.assigned_at, s.last_seen_at, s.offline_at) < $1 LIMIT $2`,
    values: [new Date(params.now.getTime() - params.graceMs), params.limit],
  })
  return rows.map(attemptOf)
}

/** Attempts that have not returned `graceMs` after the time the job may take at most. Replicas wait for each other. */
export async function findLateAttempts(
  db: Db,
  params: { now: Date; graceMs: number; limit: number },
): Promise<DueAttempt[]> {
  const { rows } = await db.query<Row>({
    name: 'find-late-attempts',
    text: `SELECT a.job_id, a.fence, a.node FROM job_attempt a JOIN job j ON j.id = a.job_id
           WHERE a.status IN ('assigned', 'running') AND
             a.assigned_at + make_interval(secs => ((j.terms #>> '{limits,wallMs}')::float8 + $2) / 1000) < $1 LIMIT $3`,
    values: [params.now, params.graceMs, params.limit],
  })
  return rows.map(attemptOf)
}

/** Queued private jobs none of whose nodes is there: they wait to be sealed again, or for one to come back. */
export async function findStrandedJobs(
  db: Db,
  params: { now: Date; graceMs: number; limit: number },
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'find-stranded-jobs',
    text: `SELECT j.id FROM job j WHERE j.wanted > 0 AND j.status = 'queued' AND j.visibility = 'private'
             AND NOT EXISTS (SELECT 1 FROM node_session s WHERE s.node = ANY(j.sealed_to) AND s.offline_reason IS NULL
               AND s.last_seen_at > $1 AND NOT EXISTS (SELECT 1 FROM job_attempt a WHERE a.job_id = j.id
                 AND a.node = s.node AND a.reason IN ('ATTEMPT_FAILED', 'ATTEMPT_TIMED_OUT', 'ATTEMPT_RECEIPT_INVALID')))
           LIMIT $2`,
    values: [new Date(params.now.getTime() - params.graceMs), params.limit],
  })
  return rows.map(({ id }) => id)
}

/** Accepted jobs whose receipt is in an epoch's published ones, and disputed ones that nobody ruled on in `disputeMs`. */
export async function findSettleableJobs(
  db: Db,
  params: { now: Date; disputeMs: number; limit: number },
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'find-settleable-jobs',
    text: `SELECT j.id FROM job j WHERE (j.status = 'accepted' AND EXISTS (SELECT 1 FROM work_receipt w
               JOIN epoch_receipts e ON e.epoch = w.epoch WHERE w.job_id = j.id))
             OR (j.status = 'disputed' AND j.updated_at < $1) LIMIT $2`,
    values: [new Date(params.now.getTime() - params.disputeMs), params.limit],
  })
  return rows.map(({ id }) => id)
}

/** Jobs with a replica at this gateway whose replicas have all committed: they may show their results. */
export async function findCommittedJobs(
  db: Db,
  params: { gateway: string; limit: number },
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'find-committed-jobs',
    text: `SELECT DISTINCT j.id FROM job_attempt a JOIN job j ON j.id = a.job_id
           WHERE a.gateway = $1 AND a.status = 'committed' AND j.wanted = 0 AND NOT EXISTS (
             SELECT 1 FROM job_attempt o WHERE o.job_id = j.id AND o.status IN ('assigned', 'running')) LIMIT $2`,
    values: [params.gateway, params.limit],
  })
  return rows.map(({ id }) => id)
}
