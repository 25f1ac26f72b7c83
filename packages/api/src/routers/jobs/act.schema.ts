import { z } from 'zod'
import { leaseIdInput } from '../leases/fields.ts'
import { jobIdInput, jobOutput, signatureInput } from './fields.ts'

/** `signature`: over a JobAction (EIP-712), by the lease's voucherSigner. Needs no key: an action counts once. */
const action = { leaseId: leaseIdInput, jobId: jobIdInput, signature: signatureInput }

export const cancelJobInput = z.object(action)
export const disputeJobInput = z.object(action)
export const acceptJobInput = z.object({
  ...action,
  /** A cumulative voucher of the lease that pays for this result too: at least dueUnits of jobs.get. */
  voucher: z.object({
    cumulativeUnits: z
      .string()
      .regex(/^\d{1,20}$/)
      .transform((value) => BigInt(value)),
    signature: signatureInput,
  }),
})
export const actedJobOutput = jobOutput
