import { AppError } from '@network3/core/app-error'
import { messageBody } from '@network3/core/webhooks/webhook-events'
import { publishToPostgres } from '@network3/db/bus/publish-to-postgres'
import { OUTBOX_TOPIC } from '@network3/db/write/job-messages'
import { insertTestDelivery } from '@network3/db/write/webhook-deliveries'
import { keyProcedure } from '../../trpc.ts'
import { requireWebhook, unknownWebhook } from '../../webhooks/require-webhook.ts'
import { sendTestInput, sendTestOutput } from './send-test.schema.ts'

/** A minute, to one webhook: enough to mend a receiver, too few to be used against somebody else's. */
const TESTS_PER_MINUTE = 10
const TYPE = 'webhook.test'

export const sendTest = keyProcedure('webhooks')
  .meta({
    summary:
      'Sends a signed test message once; taken by a webhook that was turned off, it turns it on again.',
    rest: { method: 'POST', path: '/webhooks/{webhookId}/test' },
  })
  .input(sendTestInput)
  .output(sendTestOutput)
  .mutation(async ({ ctx, input: { webhookId } }) => {
    const webhook = await requireWebhook(ctx.pool, ctx.caller.account, webhookId)
    if (webhook.state === 'revoked') throw unknownWebhook(webhookId)
    const now = new Date(ctx.clock.now())
    const [deliveryId, messageId] = [ctx.operation.newId('delivery'), ctx.operation.newId('message')]
    const body = messageBody({ type: TYPE, occurredAt: now, data: { webhookId } })
    const delivery = { id: deliveryId, webhookId, messageId, type: TYPE, body, now }
    if (!(await insertTestDelivery(ctx.pool, delivery, TESTS_PER_MINUTE))) {
      throw new AppError('RATE_LIMITED', `A webhook is sent ${TESTS_PER_MINUTE} tests a minute at most.`, {
        retryable: true,
      })
    }
    await publishToPostgres(ctx.pool, OUTBOX_TOPIC, '')
    return { deliveryId, messageId }
  })
