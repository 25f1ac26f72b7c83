import { z } from 'zod'
import { webhookIdInput, webhookOutput } from './fields.ts'

/** Needs no idempotency key: revoked is revoked. */
export const revokeWebhookInput = z.object({ webhookId: webhookIdInput })
export const revokeWebhookOutput = webhookOutput
