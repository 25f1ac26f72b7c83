import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { getOperatorInput, getOperatorOutput } from './get-operator.schema.ts'

export const getOperator = publicProcedure
  .meta({
    summary: 'One operator: ranks, pool with its stream, commission, self-stake, APR with inputs, reasons.',
  })
  .input(getOperatorInput)
  .output(getOperatorOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
