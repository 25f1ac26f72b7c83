import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import {
  findOperatorEpochNodesInput,
  findOperatorEpochNodesOutput,
} from './find-operator-epoch-nodes.schema.ts'

export const findOperatorEpochNodes = publicProcedure
  .meta({ summary: 'Every node of an operator in one verified epoch: amount, inputs and factors.' })
  .input(findOperatorEpochNodesInput)
  .output(findOperatorEpochNodesOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
