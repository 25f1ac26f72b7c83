import type { DeliveryRow } from '@network3/db/queries/webhook/find-deliveries'
import type { WebhookRow } from '@network3/db/queries/webhook/webhook-row'
import type { z } from 'zod'
import { encodeReason } from '../../encode/reason.ts'
import type { deliveryOutput, webhookOutput } from './fields.ts'

const instantOrNull = (at: Date | null) => at?.toISOString() ?? null

export function encodeWebhook(webhook: WebhookRow): z.input<typeof webhookOutput> {
  return {
    ...{ webhookId: webhook.id, url: webhook.url, description: webhook.description, events: webhook.events },
    ...{ state: webhook.state, reason: encodeReason(webhook.reason), detail: webhook.detail },
    ...{ createdAt: webhook.createdAt.toISOString(), failingSince: instantOrNull(webhook.failingSince) },
    lastSuccessAt: instantOrNull(webhook.lastSuccessAt),
    previousSecretUntil: instantOrNull(webhook.previousUntil),
  }
}

export function encodeDelivery(delivery: DeliveryRow): z.input<typeof deliveryOutput> {
  return {
    ...{ deliveryId: delivery.id, messageId: delivery.messageId, type: delivery.type, body: delivery.body },
    ...{ isTest: delivery.isTest, state: delivery.state, reason: encodeReason(delivery.reason) },
    attempts: delivery.attempts,
    history: delivery.history.map((attempt) => ({ ...attempt, reason: encodeReason(attempt.reason) })),
    nextAttemptAt: instantOrNull(delivery.nextAttemptAt),
    ...{ createdAt: delivery.createdAt.toISOString(), endedAt: instantOrNull(delivery.endedAt) },
  }
}
