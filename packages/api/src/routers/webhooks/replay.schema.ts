import { z } from 'zod'
import { deliveryIdInput, webhookIdInput } from './fields.ts'

/** One delivery, or all that failed since a time: exactly one of the two. */
export const replayInput = z
  .object({
    webhookId: webhookIdInput,
    deliveryId: deliveryIdInput.optional(),
    failedSince: z.iso.datetime().optional(),
  })
  .refine(({ deliveryId, failedSince }) => (deliveryId === undefined) !== (failedSince === undefined), {
    error: 'give either deliveryId or failedSince',
  })

export const replayOutput = z.object({
  /** At most 1,000 at once; ask again for more. */
  deliveryIds: z.array(z.string()),
})
