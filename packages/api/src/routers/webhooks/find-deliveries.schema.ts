import { z } from 'zod'
import { pageInput, pageOf } from '../../fields/page.ts'
import { deliveryOutput, webhookIdInput } from './fields.ts'

export const findDeliveriesInput = pageInput.extend({
  webhookId: webhookIdInput,
  state: z.enum(['pending', 'delivered', 'failed']).optional(),
})
export const findDeliveriesOutput = pageOf(deliveryOutput)
