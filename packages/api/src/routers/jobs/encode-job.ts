import type { AttemptRow } from '@network3/db/queries/job/attempt-row'
import type { JobRow } from '@network3/db/queries/job/job-row'
import { workReceiptSchema } from '@network3/protocol/node/work-receipt'
import type { z } from 'zod'
import { encodeAddress } from '../../encode/address.ts'
import { encodeReason } from '../../encode/reason.ts'
import type { attemptOutput, jobOutput } from './fields.ts'

const instantOrNull = (at: Date | null) => at?.toISOString() ?? null

export function encodeJob(job: JobRow): z.input<typeof jobOutput> {
  return {
    ...{
      jobId: job.id,
      leaseId: job.leaseId === null ? null : String(job.leaseId),
      requestKey: job.requestKey,
    },
    ...{ origin: job.origin, kind: job.kind, class: job.class, visibility: job.visibility },
    ...{ state: job.status, reason: encodeReason(job.reason), detail: job.detail, fence: job.fence },
    node: job.node && encodeAddress(job.node),
    ...{ moduleBlob: job.moduleBlob, inputBlob: job.inputBlob, resultBlob: job.resultBlob },
    billedMs: job.billedMs === null ? null : String(job.billedMs),
    ...{ createdAt: job.createdAt.toISOString(), deadlineAt: job.deadlineAt.toISOString() },
    ...{ returnedAt: instantOrNull(job.returnedAt), acceptsAt: instantOrNull(job.acceptsAt) },
    endedAt: instantOrNull(job.endedAt),
  }
}

export function encodeAttempt(attempt: AttemptRow): z.input<typeof attemptOutput> {
  return {
    ...{ fence: attempt.fence, node: encodeAddress(attempt.node), state: attempt.status },
    ...{ reason: attempt.reason && encodeReason(attempt.reason), detail: attempt.detail },
    // Written by our own gateways; what cannot be read is not shown as one.
    receipt: workReceiptSchema.safeParse(attempt.receipt).data ?? null,
    ...{ assignedAt: attempt.assignedAt.toISOString(), startedAt: instantOrNull(attempt.startedAt) },
    ...{ returnedAt: instantOrNull(attempt.returnedAt), endedAt: instantOrNull(attempt.endedAt) },
  }
}
