import { findDeliveries as findStoredDeliveries } from '@network3/db/queries/webhook/find-deliveries'
import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { keyProcedure } from '../../trpc.ts'
import { requireWebhook } from '../../webhooks/require-webhook.ts'
import { encodeDelivery } from './encode-webhook.ts'
import { findDeliveriesInput, findDeliveriesOutput } from './find-deliveries.schema.ts'

const cursorParts = z.tuple([z.string().max(64)])

export const findDeliveries = keyProcedure('webhooks')
  .meta({
    summary:
      'What was sent to a webhook, or is to be, newest first: the exact text, every attempt, and why it failed.',
    rest: { method: 'GET', path: '/webhooks/{webhookId}/deliveries' },
  })
  .input(findDeliveriesInput)
  .output(findDeliveriesOutput)
  .query(async ({ ctx, input: { webhookId, state, limit, cursor } }) => {
    await requireWebhook(ctx.pool, ctx.caller.account, webhookId)
    const list = `deliveries-${webhookId}`
    const [before] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const rows = await findStoredDeliveries(ctx.pool, { webhookId, state, limit: limit + 1, before })
    return pageFrom(rows, limit, encodeDelivery, ({ id }) => encodeCursor(list, [id]))
  })
