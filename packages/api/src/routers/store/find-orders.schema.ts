import { addressInput } from '../../fields/address.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { asOfOutput, orderOutput } from './fields.ts'

export const findOrdersInput = pageInput.extend({ buyer: addressInput })

export const findOrdersOutput = pageOf(orderOutput).extend({ asOf: asOfOutput })
