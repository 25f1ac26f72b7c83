import { z } from 'zod'
import { weiOutput } from '../../fields/amount.ts'

export const getUsageInput = z.object({ days: z.int().min(1).max(90).default(30) })

export const getUsageOutput = z.object({
  /** First and last day (UTC), both included. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** Days on which a key was used, newest first. */
  items: z.array(
    z.object({
      day: z.iso.date(),
      keyId: z.string(),
      name: z.string(),
      /** To within some seconds. */
      calls: z.int(),
      jobsAdmitted: z.int(),
      /** The most that the jobs admitted could cost: slots are paid by what is measured, which is less. */
      spendAdmittedWei: weiOutput,
    }),
  ),
})
