import { keyProcedure } from '../../trpc.ts'
import { requireWebhook } from '../../webhooks/require-webhook.ts'
import { encodeWebhook } from './encode-webhook.ts'
import { getWebhookInput, getWebhookOutput } from './get-webhook.schema.ts'

export const getWebhook = keyProcedure('webhooks')
  .meta({
    summary: 'One webhook of the caller’s account: where it leads, what it is told of, and whether it works.',
    rest: { method: 'GET', path: '/webhooks/{webhookId}' },
  })
  .input(getWebhookInput)
  .output(getWebhookOutput)
  .query(async ({ ctx, input: { webhookId } }) =>
    encodeWebhook(await requireWebhook(ctx.pool, ctx.caller.account, webhookId)),
  )
