import type { JobRow } from '@network3/db/queries/job/job-row'
import type { JobOrder } from '@network3/protocol/node/job-order'

/** The job as a node is told to do it, under one fence. */
export function orderOf(job: JobRow, fence: number): JobOrder {
  const { args, seed, clockMs, limits, submitter } = job.terms
  return {
    ...{ jobId: job.id, fence, kind: job.kind, class: job.class, visibility: job.visibility },
    ...{ moduleBlob: job.moduleBlob, inputBlob: job.inputBlob, args, seed, clockMs, limits },
    leaseId: job.leaseId === null ? null : String(job.leaseId),
    submitter,
    commitFirst: job.replicas > 1,
    deadlineMs: job.deadlineAt.getTime(),
  }
}
