import { z } from 'zod'
import { instantOutput } from '../../fields/instant.ts'
import { leaseIdInput } from '../leases/fields.ts'
import { jobIdInput, jobOutput } from './fields.ts'

/** One job, or all of a lease: exactly one of the two. */
export const watchJobsInput = z
  .object({
    jobId: jobIdInput.optional(),
    leaseId: leaseIdInput.optional(),
    /** Sent by the client on reconnecting; the stream goes on right after it. */
    lastEventId: z.string().max(128).nullish(),
  })
  .refine(({ jobId, leaseId }) => (jobId === undefined) !== (leaseId === undefined), {
    error: 'give either jobId or leaseId',
  })

/**
 * One message of the stream. Of one job each comes once; of a lease some of the last ten seconds may come again after
 * reconnecting. A state that ends a run comes after the last piece of its log.
 */
export const watchMessage = z.discriminatedUnion('type', [
  /** What a job is now. States it passed while nobody looked are not told one by one. */
  z.object({ type: z.literal('job'), job: jobOutput }),
  /** A piece of its log, sealed to the submitter; of a public job the hex of UTF-8. */
  z.object({
    type: z.literal('log'),
    jobId: z.string(),
    fence: z.int(),
    index: z.int(),
    envelope: z.string().regex(/^0x(?:[0-9a-f]{2})*$/),
    at: instantOutput,
  }),
])

export type WatchMessage = z.infer<typeof watchMessage>
