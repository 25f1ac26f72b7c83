import { findRoots as findStoredRoots } from '@network3/db/queries/key/find-roots'
import { z } from 'zod'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import { findRootsInput, findRootsOutput } from './find-roots.schema.ts'

const cursorParts = z.tuple([cursorAmount])

export const findRoots = publicProcedure
  .meta({
    summary: "Merkle roots of a generation's key directory, newest day first.",
    rest: { method: 'GET', path: '/keys/roots' },
  })
  .input(findRootsInput)
  .output(findRootsOutput)
  .query(async ({ ctx, input }) => {
    const { generation, limit, cursor } = input
    const list = `directory-roots-${generation}`
    const [before] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const rows = await findStoredRoots(ctx.pool, { generation, limit: limit + 1, before })
    return pageFrom(
      rows,
      limit,
      (row) => ({
        ...{ generation: row.generation, root: row.root, txHash: row.txHash },
        epoch: String(row.epoch),
        bundles: String(row.bundles),
        postedAt: row.postedAt.toISOString(),
      }),
      (row) => encodeCursor(list, [String(row.epoch)]),
    )
  })
