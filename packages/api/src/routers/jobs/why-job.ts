import { AppError } from '@network3/core/app-error'
import { findAttempts } from '@network3/db/queries/job/find-attempts'
import { getJob } from '@network3/db/queries/job/get-job'
import { getLeaseUsage } from '@network3/db/queries/lease/get-lease-usage'
import { findWorkNodes } from '@network3/db/queries/node/find-work-nodes'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { encodeAddress } from '../../encode/address.ts'
import { encodeReason } from '../../encode/reason.ts'
import { matchLeaseNodes } from '../../jobs/match-lease-nodes.ts'
import { requireLease } from '../../jobs/require-lease.ts'
import { publicProcedure } from '../../trpc.ts'
import { encodeAttempt, encodeJob } from './encode-job.ts'
import { whyJobInput, whyJobOutput } from './why-job.schema.ts'

export const whyJob = publicProcedure
  .meta({
    summary: 'Why a job is where it is: its reason, its attempts, and each node with what it needed and had.',
    rest: { method: 'GET', path: '/jobs/{jobId}/why' },
  })
  .input(whyJobInput)
  .output(whyJobOutput)
  .query(({ ctx, input }) =>
    withSnapshot(ctx.pool, async (db) => {
      const job = await getJob(db, input.jobId)
      if (job === undefined) throw new AppError('NOT_FOUND', `There is no job ${input.jobId}.`)
      const attempts = await findAttempts(db, [job.id])
      const shown = { job: encodeJob(job), attempts: attempts.map(encodeAttempt) }
      if (job.leaseId === null) return { ...shown, slots: null, nodes: [] }
      const lease = await requireLease(db, job.leaseId)
      const { slotsInUse } = await getLeaseUsage(db, lease.id)
      const answers = matchLeaseNodes(job, attempts, await findWorkNodes(db, lease.operator), {
        ...{ operator: lease.operator, leaseSlotsFree: lease.slots - slotsInUse, nowMs: ctx.clock.now() },
      })
      return {
        ...{ ...shown, slots: { rented: lease.slots, inUse: slotsInUse } },
        nodes: answers.map(({ node, code, need, have }) => ({
          ...{ node: encodeAddress(node), reason: encodeReason(code), need, have },
        })),
      }
    }),
  )
