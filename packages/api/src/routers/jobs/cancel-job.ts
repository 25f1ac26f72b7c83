import { publishToPostgres } from '@network3/db/bus/publish-to-postgres'
import { changeSignedJob } from '../../jobs/change-signed-job.ts'
import { publicProcedure } from '../../trpc.ts'
import { actedJobOutput, cancelJobInput } from './act.schema.ts'
import { encodeJob } from './encode-job.ts'

export const cancelJob = publicProcedure
  .meta({
    summary: 'Cancels a job that has not returned; its node stops, and nothing is billed.',
    rest: { method: 'POST', path: '/jobs/{jobId}/cancel' },
  })
  .input(cancelJobInput)
  .output(actedJobOutput)
  .mutation(async ({ ctx, input }) => {
    const job = await changeSignedJob(
      ctx,
      { ...input, action: 'cancel' },
      ({ apply }) => apply({ type: 'cancel' }),
      ({ reason }) => reason === 'JOB_CANCELLED',
    )
    await publishToPostgres(ctx.pool, 'jobs.over', job.id)
    return encodeJob(job)
  })
