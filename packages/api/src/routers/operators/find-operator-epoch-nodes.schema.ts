import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { nodeRewardOutput } from './find-operator-epochs.schema.ts'

export const findOperatorEpochNodesInput = pageInput.extend({
  operator: addressInput,
  epoch: z.int().min(1),
})

export const findOperatorEpochNodesOutput = pageOf(nodeRewardOutput)
