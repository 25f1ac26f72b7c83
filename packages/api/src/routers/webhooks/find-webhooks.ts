import { findWebhooks as findStoredWebhooks } from '@network3/db/queries/webhook/find-webhooks'
import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { keyProcedure } from '../../trpc.ts'
import { encodeWebhook } from './encode-webhook.ts'
import { findWebhooksInput, findWebhooksOutput } from './find-webhooks.schema.ts'

const cursorParts = z.tuple([z.string().max(64)])

export const findWebhooks = keyProcedure('webhooks')
  .meta({
    summary: 'The webhooks of the caller’s account, newest first, without those that were revoked.',
    rest: { method: 'GET', path: '/webhooks' },
  })
  .input(findWebhooksInput)
  .output(findWebhooksOutput)
  .query(async ({ ctx, input: { limit, cursor } }) => {
    const [before] = cursor === undefined ? [] : decodeCursor('webhooks', cursorParts, cursor)
    const { account } = ctx.caller
    const rows = await findStoredWebhooks(ctx.pool, { account, limit: limit + 1, before })
    return pageFrom(rows, limit, encodeWebhook, ({ id }) => encodeCursor('webhooks', [id]))
  })
