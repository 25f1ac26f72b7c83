import { addressInput } from '../../fields/address.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { asOfOutput, deviceOutput, deviceStatus, idInput } from './fields.ts'

export const findDevicesInput = pageInput
  .extend({
    /** Who holds them now. */
    owner: addressInput.optional(),
    order: idInput.optional(),
    status: deviceStatus.optional(),
  })
  .refine((input) => (input.owner === undefined) !== (input.order === undefined), {
    error: 'either an owner or an order',
  })

export const findDevicesOutput = pageOf(deviceOutput).extend({ asOf: asOfOutput })
