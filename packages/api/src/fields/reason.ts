import { z } from 'zod'

/** Why something is as it is: a stable code for programs, one sentence for people, and what to do about it. */
export const reasonOutput = z.object({
  code: z.string(),
  sentence: z.string(),
  nextStep: z.string().nullable(),
})
