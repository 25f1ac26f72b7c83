import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { reasonOutput } from '../../fields/reason.ts'
import { attemptOutput, jobIdInput, jobOutput } from './fields.ts'

export const whyJobInput = z.object({ jobId: jobIdInput })

export const whyJobOutput = z.object({
  job: jobOutput,
  attempts: z.array(attemptOutput),
  /** Slots of the lease, and how many are in use; null for the network's own work. */
  slots: z.object({ rented: z.int(), inUse: z.int() }).nullable(),
  /** Of each node of the lease's operator, whether it could take the job now, or the one thing that failed. */
  nodes: z.array(
    z.object({
      node: addressOutput,
      reason: reasonOutput,
      need: z.string().nullable(),
      have: z.string().nullable(),
    }),
  ),
})
