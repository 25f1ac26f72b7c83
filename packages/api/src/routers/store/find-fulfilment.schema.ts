import { z } from 'zod'
import { pageInput, pageOf } from '../../fields/page.ts'
import { asOfOutput, deviceOutput } from './fields.ts'

export const findFulfilmentInput = pageInput

export const findFulfilmentOutput = pageOf(deviceOutput).extend({
  /** Devices paid for and not shipped, all pages together. */
  waiting: z.int(),
  asOf: asOfOutput,
})
