import { revokeWebhook as revokeStoredWebhook } from '@network3/db/write/webhooks'
import { keyProcedure } from '../../trpc.ts'
import { unknownWebhook } from '../../webhooks/require-webhook.ts'
import { encodeWebhook } from './encode-webhook.ts'
import { revokeWebhookInput, revokeWebhookOutput } from './revoke-webhook.schema.ts'

export const revokeWebhook = keyProcedure('webhooks')
  .meta({
    summary:
      'Turns a webhook off for good: what waits to be sent to it is given up, and its secret is erased.',
    rest: { method: 'DELETE', path: '/webhooks/{webhookId}' },
  })
  .input(revokeWebhookInput)
  .output(revokeWebhookOutput)
  .mutation(async ({ ctx, input: { webhookId: id } }) => {
    const webhook = await revokeStoredWebhook(ctx.pool, { account: ctx.caller.account, id })
    if (webhook === undefined) throw unknownWebhook(id)
    return encodeWebhook(webhook)
  })
