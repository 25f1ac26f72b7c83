import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { getStatusInput, getStatusOutput } from './get-status.schema.ts'

export const getStatus = publicProcedure
  .meta({ summary: 'The indexer: tip, lag, finality, last reorg, halt reason; contracts and database.' })
  .input(getStatusInput)
  .output(getStatusOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
