import { changeSignedJob } from '../../jobs/change-signed-job.ts'
import { publicProcedure } from '../../trpc.ts'
import { actedJobOutput, disputeJobInput } from './act.schema.ts'
import { encodeJob } from './encode-job.ts'

export const disputeJob = publicProcedure
  .meta({
    summary: 'Disputes a result within its time: it is not counted, and no voucher is due for it.',
    rest: { method: 'POST', path: '/jobs/{jobId}/dispute' },
  })
  .input(disputeJobInput)
  .output(actedJobOutput)
  .mutation(async ({ ctx, input }) => {
    const job = await changeSignedJob(
      ctx,
      { ...input, action: 'dispute' },
      ({ apply }) => apply({ type: 'dispute' }, { billedMs: 0n }),
      ({ status }) => status === 'disputed',
    )
    return encodeJob(job)
  })
