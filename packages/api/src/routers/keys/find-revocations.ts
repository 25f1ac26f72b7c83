import { findRevocations as findStoredRevocations } from '@network3/db/queries/key/find-revocations'
import { z } from 'zod'
import { encodeAddress } from '../../encode/address.ts'
import { cursorAmount, cursorNumber, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import { findRevocationsInput, findRevocationsOutput } from './find-revocations.schema.ts'

const cursorParts = z.tuple([cursorAmount, cursorNumber])

/** The user point of a revocation of a whole name. */
const WHOLE_NAME = `0x${'00'.repeat(32)}`

export const findRevocations = publicProcedure
  .meta({
    summary: 'Revoked names and keys of a generation, newest first.',
    rest: { method: 'GET', path: '/keys/revocations' },
  })
  .input(findRevocationsInput)
  .output(findRevocationsOutput)
  .query(async ({ ctx, input }) => {
    const { cursor, limit, ...filters } = input
    const list = `revocations-${filters.generation}`
    const [blockNumber, logIndex] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const before = blockNumber === undefined || logIndex === undefined ? undefined : { blockNumber, logIndex }
    const rows = await findStoredRevocations(ctx.pool, { ...filters, limit: limit + 1, before })
    return pageFrom(
      rows,
      limit,
      (row) => ({
        ...{ generation: row.generation, nameHash: row.nameHash, txHash: row.txHash },
        userPoint: row.userPoint === WHOLE_NAME ? null : row.userPoint,
        epoch: String(row.epoch),
        revokedBy: encodeAddress(row.revokedBy),
        revokedAt: row.revokedAt.toISOString(),
      }),
      (row) => encodeCursor(list, [String(row.blockNumber), row.logIndex]),
    )
  })
