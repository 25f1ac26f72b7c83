import { findApiKeys as findStoredKeys } from '@network3/db/queries/access/find-api-keys'
import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { signedInProcedure } from '../../trpc.ts'
import { encodeApiKey } from './encode-api-key.ts'
import { findApiKeysInput, findApiKeysOutput } from './find-api-keys.schema.ts'

const cursorParts = z.tuple([z.string().max(64)])

export const findApiKeys = signedInProcedure
  .meta({ summary: 'The API keys of the account that is signed in, newest first, revoked ones among them.' })
  .input(findApiKeysInput)
  .output(findApiKeysOutput)
  .query(async ({ ctx, input: { limit, cursor } }) => {
    const [before] = cursor === undefined ? [] : decodeCursor('api-keys', cursorParts, cursor)
    const { account } = ctx.caller
    const rows = await findStoredKeys(ctx.pool, { account, limit: limit + 1, before })
    const now = ctx.clock.now()
    return pageFrom(
      rows,
      limit,
      (key) => encodeApiKey(key, now),
      ({ id }) => encodeCursor('api-keys', [id]),
    )
  })
