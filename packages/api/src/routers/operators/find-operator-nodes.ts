import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { findOperatorNodesInput, findOperatorNodesOutput } from './find-operator-nodes.schema.ts'

export const findOperatorNodes = publicProcedure
  .meta({ summary: 'The nodes of an operator, newest first, retired ones included.' })
  .input(findOperatorNodesInput)
  .output(findOperatorNodesOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
