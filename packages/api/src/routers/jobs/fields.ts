import { attemptStatuses, jobStatuses } from '@network3/core/jobs/job-status'
import { jobClasses, jobKinds, jobOrigins, jobVisibilities } from '@network3/core/jobs/job-terms'
import { workReceiptSchema } from '@network3/protocol/node/work-receipt'
import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { reasonOutput } from '../../fields/reason.ts'
import { unitsOutput } from '../leases/fields.ts'

export const jobIdInput = z.string().regex(/^job_[0-9a-f]{32}$/, { error: 'the id of a job' })

/** r ‖ s ‖ v of a plain key. */
export const signatureInput = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{130}$/)])

export const jobOutput = z.object({
  jobId: z.string(),
  /** Null for the network's own work. */
  leaseId: z.string().nullable(),
  requestKey: z.string().nullable(),
  origin: z.enum(jobOrigins),
  kind: z.enum(jobKinds),
  class: z.enum(jobClasses),
  visibility: z.enum(jobVisibilities),
  state: z.enum(jobStatuses),
  reason: reasonOutput,
  detail: z.string().nullable(),
  /** The newest assignment; 0 before the first. */
  fence: z.int(),
  node: addressOutput.nullable(),
  moduleBlob: hashOutput,
  inputBlob: hashOutput,
  /** Fetched from /api/v1/blobs; null until there is one. */
  resultBlob: hashOutput.nullable(),
  /** Node-milliseconds that accepting it costs. */
  billedMs: z.string().nullable(),
  createdAt: instantOutput,
  deadlineAt: instantOutput,
  returnedAt: instantOutput.nullable(),
  /** When silence accepts it. */
  acceptsAt: instantOutput.nullable(),
  endedAt: instantOutput.nullable(),
})

export const attemptOutput = z.object({
  fence: z.int(),
  node: addressOutput,
  state: z.enum(attemptStatuses),
  reason: reasonOutput.nullable(),
  /** What the node or the gateway said of its end: a code where there is one. */
  detail: z.string().nullable(),
  /** As the node signed it, to be checked by whoever reads it. */
  receipt: workReceiptSchema.nullable(),
  assignedAt: instantOutput,
  startedAt: instantOutput.nullable(),
  returnedAt: instantOutput.nullable(),
  endedAt: instantOutput.nullable(),
})

export const usageOutput = z.object({
  /** Node-milliseconds of accepted results, of those waiting for an answer, and of all metering checkpoints. */
  acceptedMs: z.string(),
  returnedMs: z.string(),
  meteredMs: z.string(),
  slots: z.int(),
  slotsInUse: z.int(),
  /** The highest voucher given so far, with the session key's own signature. */
  voucher: z.object({ cumulativeUnits: unitsOutput, signature: z.string() }).nullable(),
})
