import { type JobAction, jobActionTypedData } from '@network3/chain/job-typed-data'
import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import type { JobRefusal } from '@network3/core/jobs/job-state'
import { reasonOf } from '@network3/core/reasons'
import type { JobRow } from '@network3/db/queries/job/job-row'
import type { LeaseRow } from '@network3/db/queries/lease/lease-row'
import { changeJob, type LockedJob } from '@network3/db/write/change-job'
import type { Context } from '../context.ts'
import { requireLease } from './require-lease.ts'
import { verifySigner } from './verify-signer.ts'

/**
 * Does what the lease's session key signed for one of its jobs. Done before by the same word it is done, and the job is
 * given as it is. Throws NOT_FOUND, JOB_SIGNATURE_INVALID, JOB_STATE_CHANGED.
 */
export async function changeSignedJob(
  ctx: Context,
  signed: JobAction & { signature: Hex },
  work: (locked: LockedJob, lease: LeaseRow) => Promise<JobRow | JobRefusal>,
  isDone: (job: JobRow) => boolean,
): Promise<JobRow> {
  const { signature, ...action } = signed
  const lease = await requireLease(ctx.pool, action.leaseId)
  const { chainId, contracts } = ctx.deployment
  await verifySigner(
    jobActionTypedData(chainId, contracts.leaseMarket, action),
    signature,
    lease.voucherSigner,
  )
  const now = new Date(ctx.clock.now())
  const changed = await changeJob(ctx.pool, { jobId: action.jobId, now }, async (locked) => {
    // Of another lease: to this one's key it does not exist.
    if (locked.job.leaseId !== lease.id) return undefined
    if (isDone(locked.job)) return locked.job
    const result = await work(locked, lease)
    if (!('refused' in result)) return result
    const { sentence } = reasonOf(locked.job.reason)
    throw new AppError('JOB_STATE_CHANGED', `It is too late to ${action.action} this job: ${sentence}`)
  })
  if (changed === undefined) throw new AppError('NOT_FOUND', `Lease ${lease.id} has no job ${action.jobId}.`)
  return changed
}
