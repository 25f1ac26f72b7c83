import { jobCeilings } from '@network3/core/jobs/job-ceilings'
import { jobClasses, jobKinds, jobTermsSchema } from '@network3/core/jobs/job-terms'
import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { hashOutput } from '../../fields/hash.ts'
import { leaseIdInput } from '../leases/fields.ts'
import { jobOutput, signatureInput } from './fields.ts'

/** What a job runs with, within the ceilings. Without a submitter it is public: all of it is plain. */
const termsInput = jobTermsSchema
  .refine(({ limits }) => limits.memoryBytes <= jobCeilings.memoryBytes, { error: 'too much memory' })
  .refine(({ limits }) => BigInt(limits.gas) <= jobCeilings.gas, { error: 'too much gas' })
  .refine(({ limits }) => limits.wallMs <= jobCeilings.wallMs, { error: 'too much time' })
  .refine(({ limits }) => limits.outputBytes <= jobCeilings.outputBytes, { error: 'too much output' })

/** requestKey is its idempotency key: the same request sent twice is one job. */
export const submitInput = z.object({
  leaseId: leaseIdInput,
  requestKey: z.string().min(1).max(128),
  kind: z.enum(jobKinds),
  class: z.enum(jobClasses),
  moduleBlob: hashOutput,
  inputBlob: hashOutput,
  terms: termsInput,
  sealedTo: z.array(addressInput).min(1).max(1_024),
  /** Unix seconds. */
  deadline: z.int().positive(),
  /** Over a JobRequest (EIP-712), by the lease's voucherSigner. */
  signature: signatureInput,
})

export const submitOutput = jobOutput.extend({
  /** False: the same request had been sent before, and this is its job. */
  isNew: z.boolean(),
})
