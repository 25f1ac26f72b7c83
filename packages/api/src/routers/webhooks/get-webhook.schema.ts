import { z } from 'zod'
import { webhookIdInput, webhookOutput } from './fields.ts'

export const getWebhookInput = z.object({ webhookId: webhookIdInput })
export const getWebhookOutput = webhookOutput
