import { AppError } from '@network3/core/app-error'
import { dueUnits } from '@network3/core/jobs/due-units'
import { findAttempts } from '@network3/db/queries/job/find-attempts'
import { getJob as getStoredJob } from '@network3/db/queries/job/get-job'
import { getLeaseUsage, type LeaseUsage } from '@network3/db/queries/lease/get-lease-usage'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { requireLease } from '../../jobs/require-lease.ts'
import { publicProcedure } from '../../trpc.ts'
import { encodeAttempt, encodeJob } from './encode-job.ts'
import { getJobInput, getJobOutput } from './get-job.schema.ts'

export const getJob = publicProcedure
  .meta({
    summary: 'One job: where it is and why, each attempt with its signed receipt, and what accepting costs.',
    rest: { method: 'GET', path: '/jobs/{jobId}' },
  })
  .input(getJobInput)
  .output(getJobOutput)
  .query(({ ctx, input }) =>
    withSnapshot(ctx.pool, async (db) => {
      const job = await getStoredJob(db, input.jobId)
      if (job === undefined) throw new AppError('NOT_FOUND', `There is no job ${input.jobId}.`)
      const attempts = (await findAttempts(db, [job.id])).map(encodeAttempt)
      if (job.leaseId === null) return { ...encodeJob(job), attempts, usage: null, dueUnits: null }
      const lease = await requireLease(db, job.leaseId)
      const usage = await getLeaseUsage(db, job.leaseId)
      const due = dueUnits(usage.acceptedMs + (job.billedMs ?? 0n), lease.units)
      return {
        ...{ ...encodeJob(job), attempts, usage: encodeUsage(usage, lease.slots) },
        dueUnits: job.status === 'returned' ? String(due) : null,
      }
    }),
  )

function encodeUsage({ acceptedMs, returnedMs, meteredMs, slotsInUse, voucher }: LeaseUsage, slots: number) {
  return {
    ...{ acceptedMs: String(acceptedMs), returnedMs: String(returnedMs), meteredMs: String(meteredMs) },
    ...{ slots, slotsInUse },
    voucher: voucher && { ...voucher, cumulativeUnits: String(voucher.cumulativeUnits) },
  }
}
