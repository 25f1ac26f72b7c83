import { webhookEventNames } from '@network3/core/webhooks/webhook-events'
import { z } from 'zod'
import { instantOutput } from '../../fields/instant.ts'
import { reasonOutput } from '../../fields/reason.ts'

export const webhookIdInput = z.string().regex(/^webhook_[0-9a-f]{32}$/, { error: 'the id of a webhook' })
export const deliveryIdInput = z.string().regex(/^delivery_[0-9a-f]{32}$/, { error: 'the id of a delivery' })

export const webhookEventField = z.enum(webhookEventNames)

export const webhookOutput = z.object({
  webhookId: z.string(),
  url: z.string(),
  description: z.string(),
  events: z.array(webhookEventField),
  /** disabled by what became of its deliveries; a test that is taken turns it on again. */
  state: z.enum(['active', 'disabled', 'revoked']),
  reason: reasonOutput,
  /** How the last attempt ended before it was turned off. */
  detail: z.string().nullable(),
  createdAt: instantOutput,
  /** Since when every attempt has failed; null after a success. */
  failingSince: instantOutput.nullable(),
  lastSuccessAt: instantOutput.nullable(),
  /** Until when the secret before the last rotation signs as well. */
  previousSecretUntil: instantOutput.nullable(),
})

/** whsec_ and the base64 of 32 bytes, as Standard Webhooks has it. */
export const secretOutput = z.string().regex(/^whsec_[A-Za-z0-9+/]{43}=$/)

export const deliveryOutput = z.object({
  deliveryId: z.string(),
  /** What the receiver sees as webhook-id: the same for every attempt, replay and webhook. */
  messageId: z.string(),
  type: z.string(),
  /** The exact text that is signed and sent. */
  body: z.string(),
  isTest: z.boolean(),
  state: z.enum(['pending', 'delivered', 'failed']),
  reason: reasonOutput,
  /** Since it was made, or replayed last. */
  attempts: z.int(),
  history: z.array(
    z.object({
      at: instantOutput,
      /** Of the answer, where there was one. */
      status: z.int().nullable(),
      reason: reasonOutput,
      durationMs: z.int(),
    }),
  ),
  nextAttemptAt: instantOutput.nullable(),
  createdAt: instantOutput,
  endedAt: instantOutput.nullable(),
})
