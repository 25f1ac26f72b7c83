import type { JobRefusal } from '@network3/core/jobs/job-state'
import { z } from 'zod'
import type { JobRow } from '../queries/job/job-row.ts'
import type { JobFacts, LockedJob } from './change-job.ts'
import { recordWorkReceipt } from './work-receipts.ts'

const receiptSchema = z.looseObject({
  jobId: z.string(),
  fence: z.int(),
  node: z.templateLiteral(['0x', z.string()]),
  gas: z.string(),
})

/**
 * Accepts a returned job, by word or by silence, and counts the work of every node whose result it was, all in the
 * transaction that holds the lock. `epoch`: the one of now.
 */
export async function acceptJob(
  { tx, job, attempts, apply }: LockedJob,
  params: { event: 'accept' | 'silence'; epoch: bigint; now: Date; facts?: JobFacts },
): Promise<JobRow | JobRefusal> {
  const accepted = await apply({ type: params.event }, params.facts)
  if ('refused' in accepted) return accepted
  for (const { status, receipt, isAgreed } of attempts) {
    if (status !== 'returned' || isAgreed === false) continue
    const signed = receiptSchema.parse(receipt)
    // Of an audit the first attempt is of the job it is about, which counts where that is accepted.
    if (signed.jobId !== job.id) continue
    await recordWorkReceipt(tx, {
      ...{ epoch: params.epoch, origin: job.origin, isValid: true, recordedAt: params.now },
      leaseId: job.leaseId === null ? null : String(job.leaseId),
      receipt: signed,
    })
  }
  return accepted
}
