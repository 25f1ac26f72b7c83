import { findStatusChanges as findChanges } from '@network3/db/queries/node/find-status-changes'
import { z } from 'zod'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { encodeReason } from '../../encode/reason.ts'
import { publicProcedure } from '../../trpc.ts'
import { findStatusChangesInput, findStatusChangesOutput } from './find-status-changes.schema.ts'

const list = 'node-status-changes'

export const findStatusChanges = publicProcedure
  .meta({
    summary: 'Each time a node came online or went offline, newest first, with the reason.',
    rest: { method: 'GET', path: '/nodes/{node}/status-changes' },
  })
  .input(findStatusChangesInput)
  .output(findStatusChangesOutput)
  .query(async ({ ctx, input: { node, limit, cursor } }) => {
    const [before] = cursor === undefined ? [] : decodeCursor(list, z.tuple([cursorAmount]), cursor)
    const changes = await findChanges(ctx.pool, { node, limit: limit + 1, before })
    return pageFrom(
      changes,
      limit,
      ({ id, at, status, reason, gateway }) => ({
        ...{ id: String(id), at: at.toISOString(), status, gateway },
        reason: encodeReason(reason),
      }),
      ({ id }) => encodeCursor(list, [String(id)]),
    )
  })
