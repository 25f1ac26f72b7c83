import type { JobAttemptReasonCode, JobStateReasonCode } from '../job-reasons.ts'
import type { AttemptStatus, JobStatus } from './job-status.ts'

export type AttemptState = { fence: number; status: AttemptStatus; reason: JobAttemptReasonCode | null }

/** What the state machine works on. `attempts` by rising fence; `wanted`: assignments still to make. */
export type JobState = {
  status: JobStatus
  reason: JobStateReasonCode
  fence: number
  wanted: number
  maxAttempts: number
  attempts: readonly AttemptState[]
}

/** How an attempt ends without a result that counts. */
export type AttemptEnd =
  | 'ATTEMPT_NODE_LOST'
  | 'ATTEMPT_NODE_REFUSED'
  | 'ATTEMPT_TIMED_OUT'
  | 'ATTEMPT_FAILED'
  | 'ATTEMPT_RECEIPT_INVALID'

/** What a returned result makes of the job; of replicas, what all results so far make of it (compareReplicas). */
export type Verdict = 'agreed' | 'waiting' | 'more' | 'disagreed' | 'run-failed'

export type JobEvent =
  | { type: 'assign' }
  | { type: 'start' | 'commit'; fence: number }
  | { type: 'end'; fence: number; reason: AttemptEnd }
  | { type: 'return'; fence: number; verdict: Verdict }
  | { type: 'accept' | 'silence' | 'dispute' | 'settle' | 'cancel' | 'time-out' | 'lease-over' | 'strand' }

/** Why an event changes nothing: `fence` when its attempt is over, `state` when the job is not where it applies. */
export type JobRefusal = { refused: 'fence' | 'state' }

const LIVE: readonly AttemptStatus[] = ['assigned', 'running', 'committed']
const PENDING: readonly JobStatus[] = ['queued', 'needs-reseal', 'assigned', 'running']

export const isLive = ({ status }: Pick<AttemptState, 'status'>): boolean => LIVE.includes(status)
/** Not yet returned, and not over. */
export const isPending = (status: JobStatus): boolean => PENDING.includes(status)

/**
 * Where each event leads from, and to which state. Cases beside the straight way Queued → Assigned → Running → Returned
 * → Accepted | Disputed → Settled: an ended attempt goes back to Queued while attempts are left; Stranded (no sealed
 * node is left) waits as NeedsReseal and can be assigned as soon as one is back; the rest ends in Failed with its reason.
 */
export const transitions: Record<JobEvent['type'], { from: readonly JobStatus[]; to: readonly JobStatus[] }> =
  {
    assign: { from: PENDING, to: ['assigned', 'running'] },
    start: { from: ['assigned', 'running'], to: ['running'] },
    commit: { from: ['assigned', 'running'], to: ['running'] },
    end: { from: ['assigned', 'running'], to: ['queued', 'assigned', 'running', 'failed'] },
    return: { from: ['assigned', 'running'], to: ['queued', 'assigned', 'running', 'returned', 'failed'] },
    accept: { from: ['returned'], to: ['accepted'] },
    silence: { from: ['returned'], to: ['accepted'] },
    dispute: { from: ['returned'], to: ['disputed'] },
    settle: { from: ['returned', 'accepted', 'disputed'], to: ['settled'] },
    cancel: { from: PENDING, to: ['failed'] },
    'time-out': { from: PENDING, to: ['failed'] },
    'lease-over': { from: PENDING, to: ['failed'] },
    strand: { from: ['queued'], to: ['needs-reseal'] },
  }

/**
 * The job after an event, or why nothing changes. Invariants: the fence only rises, by one per assignment; a result is
 * taken only from an attempt that is live; a job that is not pending has no live attempt and wants none.
 */
export function transition(job: JobState, event: JobEvent): JobState | JobRefusal {
  if (!transitions[event.type].from.includes(job.status)) {
    return { refused: 'fence' in event ? 'fence' : 'state' }
  }
  switch (event.type) {
    case 'assign':
      return assign(job)
    case 'start':
    case 'commit':
    case 'end':
    case 'return': {
      const attempt = job.attempts.find(({ fence }) => fence === event.fence)
      if (attempt === undefined || !isLive(attempt)) return { refused: 'fence' }
      if (event.type === 'end') return endAttempt(job, attempt, event.reason)
      if (event.type === 'return') return returnResult(job, attempt, event.verdict)
      if (event.type === 'start') return withRunning(job, attempt, 'running')
      return withRunning(job, attempt, 'committed')
    }
    case 'accept':
      return { ...job, status: 'accepted', reason: 'JOB_ACCEPTED' }
    case 'silence':
      return { ...job, status: 'accepted', reason: 'JOB_ACCEPTED_BY_SILENCE' }
    case 'dispute':
      return { ...job, status: 'disputed', reason: 'JOB_DISPUTED' }
    case 'settle':
      return { ...job, status: 'settled', reason: 'JOB_SETTLED' }
    case 'cancel':
      return fail(job, 'JOB_CANCELLED', 'ATTEMPT_CANCELLED')
    case 'time-out':
      return fail(job, 'JOB_TIMED_OUT', 'ATTEMPT_TIMED_OUT')
    case 'lease-over':
      return fail(job, 'JOB_LEASE_OVER', 'ATTEMPT_CANCELLED')
    case 'strand':
      return { ...job, status: 'needs-reseal', reason: 'JOB_NEEDS_RESEAL' }
  }
}

function assign(job: JobState): JobState | JobRefusal {
  if (job.wanted === 0) return { refused: 'state' }
  const fence = job.fence + 1
  const attempt = { fence, status: 'assigned', reason: null } as const
  const assigned = { ...job, fence, wanted: job.wanted - 1, attempts: [...job.attempts, attempt] }
  return job.status === 'running' ? assigned : { ...assigned, status: 'assigned', reason: 'JOB_ASSIGNED' }
}

function withRunning(job: JobState, { fence, status }: AttemptState, next: AttemptStatus): JobState {
  // Frames may come twice, and a start after the commitment it was overtaken by.
  const reached = status === 'committed' ? status : next
  return { ...replace(job, fence, reached, null), status: 'running', reason: 'JOB_RUNNING' }
}

function endAttempt(job: JobState, { fence }: AttemptState, reason: AttemptEnd): JobState {
  const ended = replace(job, fence, 'ended', reason)
  if (attemptsUsed(ended.attempts) + ended.wanted < job.maxAttempts) return waiting(ended, ended.wanted + 1)
  return fail(ended, 'JOB_ATTEMPTS_USED_UP', 'ATTEMPT_SUPERSEDED')
}

function returnResult(job: JobState, { fence }: AttemptState, verdict: Verdict): JobState {
  const returned = replace(job, fence, 'returned', 'ATTEMPT_RETURNED')
  switch (verdict) {
    case 'agreed':
      return { ...over(returned, 'ATTEMPT_SUPERSEDED'), status: 'returned', reason: 'JOB_RETURNED' }
    case 'run-failed':
      return fail(returned, 'JOB_RUN_FAILED', 'ATTEMPT_SUPERSEDED')
    case 'disagreed':
      return fail(returned, 'JOB_REPLICAS_DISAGREE', 'ATTEMPT_SUPERSEDED')
    case 'waiting':
    case 'more': {
      const isOut = returned.wanted > 0 || returned.attempts.some(isLive)
      if (verdict === 'waiting' && isOut) return waiting(returned, returned.wanted)
      // Nothing is out that one could wait for: another has to be asked.
      return attemptsUsed(returned.attempts) + returned.wanted < job.maxAttempts
        ? waiting(returned, returned.wanted + 1)
        : fail(returned, 'JOB_REPLICAS_DISAGREE', 'ATTEMPT_SUPERSEDED')
    }
  }
}

/** A refusal costs the submitter no attempt: the node never began. */
export function attemptsUsed(attempts: readonly AttemptState[]): number {
  return attempts.filter(({ reason }) => reason !== 'ATTEMPT_NODE_REFUSED').length
}

/** Pending, with the status its attempts give it. */
function waiting(job: JobState, wanted: number): JobState {
  const { attempts } = job
  if (attempts.some(({ status }) => status === 'running' || status === 'committed')) {
    return { ...job, wanted, status: 'running', reason: 'JOB_RUNNING' }
  }
  if (attempts.some(isLive)) return { ...job, wanted, status: 'assigned', reason: 'JOB_ASSIGNED' }
  return { ...job, wanted, status: 'queued', reason: 'JOB_QUEUED' }
}

function fail(job: JobState, reason: JobStateReasonCode, attempts: JobAttemptReasonCode): JobState {
  return { ...over(job, attempts), status: 'failed', reason }
}

function over(job: JobState, reason: JobAttemptReasonCode): JobState {
  const attempts = job.attempts.map((attempt) =>
    isLive(attempt) ? { ...attempt, status: 'ended' as const, reason } : attempt,
  )
  return { ...job, wanted: 0, attempts }
}

function replace(
  job: JobState,
  fence: number,
  status: AttemptStatus,
  reason: JobAttemptReasonCode | null,
): JobState {
  const attempts = job.attempts.map((attempt) =>
    attempt.fence === fence ? { ...attempt, status, reason } : attempt,
  )
  return { ...job, attempts }
}
