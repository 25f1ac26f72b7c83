import { pageInput, pageOf } from '../../fields/page.ts'
import { webhookOutput } from './fields.ts'

export const findWebhooksInput = pageInput
export const findWebhooksOutput = pageOf(webhookOutput)
