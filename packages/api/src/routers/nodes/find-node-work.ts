import { findNodeWork as findWork } from '@network3/db/queries/node/find-node-work'
import { z } from 'zod'
import { cursorNumber, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import { findNodeWorkInput, findNodeWorkOutput } from './find-node-work.schema.ts'

const list = 'node-work'

export const findNodeWork = publicProcedure
  .meta({
    summary: 'Work counted for a node by its signed receipts, newest first: checks and accepted jobs.',
    rest: { method: 'GET', path: '/nodes/{node}/work' },
  })
  .input(findNodeWorkInput)
  .output(findNodeWorkOutput)
  .query(async ({ ctx, input: { node, limit, cursor } }) => {
    const [at] = cursor === undefined ? [] : decodeCursor(list, z.tuple([cursorNumber]), cursor)
    const before = at === undefined ? undefined : new Date(at)
    const work = await findWork(ctx.pool, { node, limit: limit + 1, before })
    return pageFrom(
      work,
      limit,
      ({ epoch, gas, recordedAt, ...rest }) => ({
        ...rest,
        epoch: Number(epoch),
        gas: String(gas),
        recordedAt: recordedAt.toISOString(),
      }),
      ({ recordedAt }) => encodeCursor(list, [recordedAt.getTime()]),
    )
  })
