import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { reasonOutput } from '../../fields/reason.ts'

export const findStatusChangesInput = pageInput.extend({ node: addressInput })

export const findStatusChangesOutput = pageOf(
  z.object({
    id: z.string(),
    at: instantOutput,
    status: z.enum(['online', 'offline']),
    reason: reasonOutput,
    gateway: z.string(),
  }),
)
