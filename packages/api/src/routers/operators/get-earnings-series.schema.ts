import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { instantOutput } from '../../fields/instant.ts'
import { windowInput } from '../../fields/window.ts'

export const getEarningsSeriesInput = z.object({
  operator: addressInput,
  window: windowInput.default('7d'),
})

export const getEarningsSeriesOutput = z.object({
  bucketSeconds: z.int(),
  /** Every bucket of the window, oldest first, zeros included, so that a chart needs no filling in. */
  points: z.array(z.object({ startsAt: instantOutput, earnedWei: weiOutput, paidWei: weiOutput })),
  earnedWei: weiOutput,
  paidWei: weiOutput,
})
