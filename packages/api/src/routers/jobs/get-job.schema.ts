import { z } from 'zod'
import { unitsOutput } from '../leases/fields.ts'
import { attemptOutput, jobIdInput, jobOutput, usageOutput } from './fields.ts'

export const getJobInput = z.object({ jobId: jobIdInput })

export const getJobOutput = jobOutput.extend({
  attempts: z.array(attemptOutput),
  /** Of its lease; null for the network's own work. */
  usage: usageOutput.nullable(),
  /** What a voucher has to reach to accept this result; null unless it waits for an answer. */
  dueUnits: unitsOutput.nullable(),
})
