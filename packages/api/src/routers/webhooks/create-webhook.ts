import { AppError } from '@network3/core/app-error'
import { insertWebhook } from '@network3/db/write/webhooks'
import { showWebhookSecret } from '@network3/service/webhooks/webhook-secret'
import { checkWebhookUrl } from '@network3/service/webhooks/webhook-url'
import { keyProcedure } from '../../trpc.ts'
import { requireSecretBox } from '../../webhooks/require-secret-box.ts'
import { createWebhookInput, createWebhookOutput } from './create-webhook.schema.ts'
import { encodeWebhook } from './encode-webhook.ts'

/** Webhooks of one account that are not revoked. */
const MAXIMUM_WEBHOOKS = 20

export const createWebhook = keyProcedure('webhooks')
  .meta({
    summary:
      'Makes a webhook of the caller’s account, told of what comes from now on, and shows its secret this once.',
    rest: { method: 'POST', path: '/webhooks' },
  })
  .input(createWebhookInput)
  .output(createWebhookOutput)
  .mutation(async ({ ctx, input }) => {
    const box = requireSecretBox(ctx)
    const verdict = checkWebhookUrl(input.url, ctx.webhooks)
    if ('refused' in verdict) throw new AppError('WEBHOOK_URL_REFUSED', verdict.refused)
    const { account } = ctx.caller
    const id = ctx.operation.newId('webhook')
    const secret = ctx.operation.secret('webhook')
    const webhook = await insertWebhook(
      ctx.pool,
      {
        ...{ id, account, url: verdict.url.href, description: input.description, events: input.events },
        ...{ secret: box.seal(secret, id), createdAt: new Date(ctx.clock.now()) },
      },
      MAXIMUM_WEBHOOKS,
    )
    if (webhook === undefined) {
      throw new AppError(
        'WEBHOOK_LIMIT',
        `An account has ${MAXIMUM_WEBHOOKS} webhooks at most. Revoke one first.`,
        { details: { need: 1, have: MAXIMUM_WEBHOOKS } },
      )
    }
    return { ...encodeWebhook(webhook), secret: showWebhookSecret(secret) }
  })
