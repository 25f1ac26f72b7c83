import { z } from 'zod'
import { asOfOutput, deviceWithHistoryOutput, idInput, orderOutput } from './fields.ts'

export const getOrderInput = z.object({ orderId: idInput })

export const getOrderOutput = orderOutput.extend({
  /** The first 100 of them, by token; store.findDevices with this order gives all. */
  devices: z.array(deviceWithHistoryOutput),
  asOf: asOfOutput,
})
