import { AppError } from '@network3/core/app-error'
import { reasonOf } from '@network3/core/reasons'
import { publishToPostgres } from '@network3/db/bus/publish-to-postgres'
import { OUTBOX_TOPIC } from '@network3/db/write/job-messages'
import { replayDeliveries } from '@network3/db/write/webhook-deliveries'
import { keyProcedure } from '../../trpc.ts'
import { requireWebhook } from '../../webhooks/require-webhook.ts'
import { replayInput, replayOutput } from './replay.schema.ts'

const MAXIMUM = 1_000

export const replay = keyProcedure('webhooks')
  .meta({
    summary:
      'Sends one delivery again, also one that waits for its next attempt, or all that failed since a time, under the same message ids.',
    rest: { method: 'POST', path: '/webhooks/{webhookId}/replay' },
  })
  .input(replayInput)
  .output(replayOutput)
  .mutation(async ({ ctx, input: { webhookId, deliveryId, failedSince } }) => {
    const { account } = ctx.caller
    const webhook = await requireWebhook(ctx.pool, account, webhookId)
    if (webhook.state !== 'active') throw new AppError('CONFLICT', reasonOf(webhook.reason).sentence)
    const deliveryIds = await replayDeliveries(ctx.pool, {
      ...{ account, webhookId, limit: MAXIMUM, deliveryId },
      failedSince: failedSince === undefined ? undefined : new Date(failedSince),
    })
    if (deliveryId !== undefined && deliveryIds.length === 0) {
      throw new AppError(
        'NOT_FOUND',
        `There is no delivery ${deliveryId} of this webhook that has ended or waits.`,
      )
    }
    if (deliveryIds.length > 0) await publishToPostgres(ctx.pool, OUTBOX_TOPIC, '')
    return { deliveryIds }
  })
