import { jobClasses, jobKinds } from '@network3/core/jobs/job-terms'
import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { reasonOutput } from '../../fields/reason.ts'
import { bundleField, nameField } from '../directory/fields.ts'
import { leaseIdInput } from '../leases/fields.ts'

export const findRecipientsInput = z.object({ leaseId: leaseIdInput })

export const findRecipientsOutput = z.object({
  voucherSigner: addressOutput,
  nodes: z.array(
    z.object({
      node: addressOutput,
      /** Whom messages are sealed to. */
      name: nameField,
      /** Null: it published no key for yesterday or today, and cannot take private jobs. */
      bundle: bundleField.nullable(),
      isOnline: z.boolean(),
      reason: reasonOutput,
      slots: z.int(),
      freeSlots: z.int(),
      memoryBytes: z.number().nonnegative(),
      kinds: z.array(z.enum(jobKinds)),
      classes: z.array(z.enum(jobClasses)),
    }),
  ),
})
