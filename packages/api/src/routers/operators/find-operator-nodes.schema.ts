import { addressInput } from '../../fields/address.ts'
import { nodeOutput } from '../../fields/node.ts'
import { pageInput, pageOf } from '../../fields/page.ts'

export const findOperatorNodesInput = pageInput.extend({ operator: addressInput })

export const findOperatorNodesOutput = pageOf(nodeOutput)
