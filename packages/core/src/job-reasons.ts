import type { Reason } from './reasons.ts'

/** Why a job is where it is. */
export type JobStateReasonCode =
  | 'JOB_QUEUED'
  | 'JOB_NEEDS_RESEAL'
  | 'JOB_ASSIGNED'
  | 'JOB_RUNNING'
  | 'JOB_RETURNED'
  | 'JOB_ACCEPTED'
  | 'JOB_ACCEPTED_BY_SILENCE'
  | 'JOB_DISPUTED'
  | 'JOB_SETTLED'
  | 'JOB_CANCELLED'
  | 'JOB_TIMED_OUT'
  | 'JOB_LEASE_OVER'
  | 'JOB_ATTEMPTS_USED_UP'
  | 'JOB_REPLICAS_DISAGREE'
  | 'JOB_RUN_FAILED'
/** Why a job is not with a node: for each node, the dimension that failed. */
export type JobMatchReasonCode =
  | 'MATCH_OK'
  | 'MATCH_OFFLINE'
  | 'MATCH_NOT_SEALED_TO'
  | 'MATCH_NO_FREE_SLOT'
  | 'MATCH_LEASE_FULL'
  | 'MATCH_KIND'
  | 'MATCH_CLASS'
  | 'MATCH_MEMORY'
  | 'MATCH_PAUSED'
  | 'MATCH_TRIED_BEFORE'
  | 'MATCH_SAME_OWNER'
  | 'MATCH_NOT_OF_LEASE'
/** How an attempt ended. */
export type JobAttemptReasonCode =
  | 'ATTEMPT_RETURNED'
  | 'ATTEMPT_NODE_LOST'
  | 'ATTEMPT_NODE_REFUSED'
  | 'ATTEMPT_TIMED_OUT'
  | 'ATTEMPT_FAILED'
  | 'ATTEMPT_CANCELLED'
  | 'ATTEMPT_SUPERSEDED'
  | 'ATTEMPT_RECEIPT_INVALID'

export type JobReasonCode = JobStateReasonCode | JobMatchReasonCode | JobAttemptReasonCode

export const jobReasons = {
  JOB_QUEUED: { sentence: 'The job waits for a free slot on a node it was sealed to.' },
  JOB_NEEDS_RESEAL: {
    sentence: 'No node that the input was sealed to is left.',
    nextStep: 'Seal the input to the lease’s nodes of now, and send it again.',
  },
  JOB_ASSIGNED: { sentence: 'A node was told to run the job and has not begun yet.' },
  JOB_RUNNING: { sentence: 'A node runs the job.' },
  JOB_RETURNED: {
    sentence: 'The result is here.',
    nextStep: 'Open it, and accept or dispute it; silence accepts it.',
  },
  JOB_ACCEPTED: { sentence: 'The submitter accepted the result.' },
  JOB_ACCEPTED_BY_SILENCE: { sentence: 'The result was not disputed in time and counts as accepted.' },
  JOB_DISPUTED: { sentence: 'The submitter disputed the result.' },
  JOB_SETTLED: { sentence: 'The work was counted: nothing more happens to this job.' },
  JOB_CANCELLED: { sentence: 'The submitter cancelled the job.' },
  JOB_TIMED_OUT: {
    sentence: 'The job was not done by its deadline.',
    nextStep: 'Send it again with a later deadline, or rent more slots.',
  },
  JOB_LEASE_OVER: {
    sentence: 'The lease ended before the job was done.',
    nextStep: 'Open another lease and send the job again.',
  },
  JOB_ATTEMPTS_USED_UP: {
    sentence: 'Every attempt ended without a result.',
    nextStep: 'Look at the attempts for what each node answered.',
  },
  JOB_REPLICAS_DISAGREE: { sentence: 'Nodes gave different results, and no majority of owners agrees.' },
  JOB_RUN_FAILED: {
    sentence: 'The program ended with an error of its own.',
    nextStep: 'Read the log; the receipt says which limit or trap ended it.',
  },
  MATCH_OK: { sentence: 'The node can take the job.' },
  MATCH_OFFLINE: { sentence: 'The node is offline.' },
  MATCH_NOT_SEALED_TO: { sentence: 'The input was not sealed to this node.' },
  MATCH_NO_FREE_SLOT: { sentence: 'All slots of the node are taken.' },
  MATCH_LEASE_FULL: { sentence: 'All slots of the lease are in use.' },
  MATCH_KIND: { sentence: 'The node does not run this kind of job.' },
  MATCH_CLASS: { sentence: 'The node does not offer this determinism class.' },
  MATCH_MEMORY: { sentence: 'The job needs more memory than the node lends.' },
  MATCH_PAUSED: { sentence: 'The node takes no work now.' },
  MATCH_TRIED_BEFORE: { sentence: 'The node has tried this job before.' },
  MATCH_SAME_OWNER: { sentence: 'Another replica already runs with the same owner or network.' },
  MATCH_NOT_OF_LEASE: { sentence: 'The node does not belong to the lease’s operator.' },
  ATTEMPT_RETURNED: { sentence: 'The node returned a result.' },
  ATTEMPT_NODE_LOST: { sentence: 'The node went offline before it returned a result.' },
  ATTEMPT_NODE_REFUSED: { sentence: 'The node refused the job.' },
  ATTEMPT_TIMED_OUT: { sentence: 'The node did not return a result in time.' },
  ATTEMPT_FAILED: { sentence: 'The run ended with an error.' },
  ATTEMPT_CANCELLED: { sentence: 'The job was cancelled.' },
  ATTEMPT_SUPERSEDED: { sentence: 'A newer attempt replaced this one; its result counts for nothing.' },
  ATTEMPT_RECEIPT_INVALID: { sentence: 'The receipt was not signed by the node, or is of another job.' },
} as const satisfies Record<JobReasonCode, Reason>
