import { z } from 'zod'
import { bpsOutput, weiOutput } from './amount.ts'
import { reasonOutput } from './reason.ts'
import { windowInput } from './window.ts'

/** Yearly return of a delegated N3 in basis points, after commission; null with its reason while it cannot be known. */
export const aprOutput = z.object({
  bps: bpsOutput.nullable(),
  reason: reasonOutput.nullable(),
})

/** The same with everything needed to recompute it by hand. */
export const explainedAprOutput = aprOutput.extend({
  formula: z.string(),
  inputs: z.object({
    window: windowInput,
    /** Earned by the operator in the window, before commission. */
    earnedWei: weiOutput,
    /** How long the verified epochs in the window last, less the time before the operator was there. */
    periodSeconds: z.int(),
    commissionBps: bpsOutput,
    /** Active stake in the denominator; thawing stake earns nothing and is left out. */
    activeStakeWei: weiOutput,
  }),
})
