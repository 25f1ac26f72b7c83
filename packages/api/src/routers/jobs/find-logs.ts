import { findJobLogs } from '@network3/db/queries/job/find-job-logs'
import { z } from 'zod'
import { cursorNumber, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import { findLogsInput, findLogsOutput } from './find-logs.schema.ts'

const cursorParts = z.tuple([cursorNumber, cursorNumber])

export const findLogs = publicProcedure
  .meta({
    summary: 'The pieces of a job’s log in order, sealed to its submitter.',
    rest: { method: 'GET', path: '/jobs/{jobId}/logs' },
  })
  .input(findLogsInput)
  .output(findLogsOutput)
  .query(async ({ ctx, input }) => {
    const { jobId, limit, cursor } = input
    const list = `job-logs-${jobId}`
    const [fence, index] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const after = fence === undefined || index === undefined ? undefined : { fence, index }
    const rows = await findJobLogs(ctx.pool, { jobId, after, limit: limit + 1 })
    return pageFrom(
      rows,
      limit,
      (row) => ({ ...row, at: row.at.toISOString() }),
      (row) => encodeCursor(list, [row.fence, row.index]),
    )
  })
