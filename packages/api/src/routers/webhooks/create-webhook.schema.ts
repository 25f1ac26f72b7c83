import { z } from 'zod'
import { secretOutput, webhookEventField, webhookOutput } from './fields.ts'

/** Sent with the same Idempotency-Key header once more it is the same webhook. */
export const createWebhookInput = z.object({
  /** https, on the public internet, port 443 or one above 1023. */
  url: z.string().min(1).max(2_048),
  description: z.string().trim().max(200).default(''),
  events: z
    .array(webhookEventField)
    .min(1)
    .refine((events) => new Set(events).size === events.length, { error: 'an event twice' }),
})

export const createWebhookOutput = webhookOutput.extend({
  /** Verifies what is sent. Shown here and never again: rotate it when it is lost. */
  secret: secretOutput,
})
