import { findJobs as findStoredJobs } from '@network3/db/queries/job/find-jobs'
import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import { encodeJob } from './encode-job.ts'
import { findJobsInput, findJobsOutput } from './find-jobs.schema.ts'

const cursorParts = z.tuple([z.string().max(64)])

export const findJobs = publicProcedure
  .meta({
    summary: 'The jobs of a lease, newest first, in one state or in all.',
    rest: { method: 'GET', path: '/leases/{leaseId}/jobs' },
  })
  .input(findJobsInput)
  .output(findJobsOutput)
  .query(async ({ ctx, input }) => {
    const { leaseId, state, limit, cursor } = input
    const list = `jobs-${leaseId}-${state ?? 'all'}`
    const [before] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const rows = await findStoredJobs(ctx.pool, { leaseId, status: state, limit: limit + 1, before })
    return pageFrom(rows, limit, encodeJob, ({ id }) => encodeCursor(list, [id]))
  })
