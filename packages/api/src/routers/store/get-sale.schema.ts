import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { asOfOutput, deviceCountsOutput } from './fields.ts'

export const getSaleInput = z.object({})

export const getSaleOutput = z.object({
  deviceSale: addressOutput,
  edgeDevice: addressOutput,
  /** The guardian stopped sales; refunds and shipping go on. */
  isPaused: z.boolean(),
  /** Money of devices neither shipped nor refunded: what refunds may take. */
  heldWei: weiOutput,
  /** Money of shipped devices that the treasury has not taken yet. */
  proceedsWei: weiOutput,
  batchCount: z.int(),
  counts: deviceCountsOutput,
  asOf: asOfOutput,
})
