import { z } from 'zod'
import { webhookIdInput } from './fields.ts'

export const sendTestInput = z.object({ webhookId: webhookIdInput })
export const sendTestOutput = z.object({ deliveryId: z.string(), messageId: z.string() })
