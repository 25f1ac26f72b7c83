import { z } from 'zod'
import { bpsOutput, weiOutput } from './amount.ts'
import { reasonOutput } from './reason.ts'

/** Yearly return of a delegated N3 in basis points, after commission; null with its reason while it cannot be known. */
export const aprOutput = z.object({
  bps: bpsOutput.nullable(),
  reason: reasonOutput.nullable(),
})

/** The same with everything needed to recompute it by hand. */
export const explainedAprOutput = aprOutput.extend({
  formula: z.string(),
  inputs: z.object({
    /** Earned by the operator over the epochs looked at, before commission. */
    earnedWei: weiOutput,
    /** How many finished epochs that is, and how long they lasted. */
    epochCount: z.int(),
    periodSeconds: z.int(),
    commissionBps: bpsOutput,
    /** Active stake in the denominator; thawing stake earns nothing and is left out. */
    activeStakeWei: weiOutput,
  }),
})
