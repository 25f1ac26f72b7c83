import { rotateWebhookSecret } from '@network3/db/write/webhooks'
import { type SecretBox, showWebhookSecret } from '@network3/service/webhooks/webhook-secret'
import { keyProcedure } from '../../trpc.ts'
import { requireSecretBox } from '../../webhooks/require-secret-box.ts'
import { requireWebhook, unknownWebhook } from '../../webhooks/require-webhook.ts'
import { encodeWebhook } from './encode-webhook.ts'
import { rotateSecretInput, rotateSecretOutput } from './rotate-secret.schema.ts'

/** The secret before signs beside the new one for so long: time to change receivers without losing a message. */
const OVERLAP_MS = 24 * 3_600_000

export const rotateSecret = keyProcedure('webhooks')
  .meta({
    summary:
      'Gives a webhook a new secret, shown this once; for 24 hours messages carry a signature of each.',
    rest: { method: 'POST', path: '/webhooks/{webhookId}/rotate-secret' },
  })
  .input(rotateSecretInput)
  .output(rotateSecretOutput)
  .mutation(async ({ ctx, input: { webhookId } }) => {
    const box = requireSecretBox(ctx)
    const { account } = ctx.caller
    await requireWebhook(ctx.pool, account, webhookId)
    const secret = ctx.operation.secret(`rotate ${webhookId}`)
    const webhook = await rotateWebhookSecret(ctx.pool, {
      ...{ account, id: webhookId, secret: box.seal(secret, webhookId) },
      previousUntil: new Date(ctx.clock.now() + OVERLAP_MS),
      isCurrent: (stored) => opensTo(box, stored, webhookId)?.equals(secret) === true,
    })
    if (webhook === undefined) throw unknownWebhook(webhookId)
    return { ...encodeWebhook(webhook), secret: showWebhookSecret(secret) }
  })

/** Undefined for what another key sealed: rotating is how one gets out of that. */
function opensTo(box: SecretBox, stored: Buffer, webhookId: string): Buffer | undefined {
  try {
    return box.open(stored, webhookId)
  } catch {
    return undefined
  }
}
