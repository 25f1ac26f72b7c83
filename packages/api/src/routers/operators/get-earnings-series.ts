import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { getEarningsSeriesInput, getEarningsSeriesOutput } from './get-earnings-series.schema.ts'

export const getEarningsSeries = publicProcedure
  .meta({ summary: 'Earned and paid by bucket over a window, for a chart.' })
  .input(getEarningsSeriesInput)
  .output(getEarningsSeriesOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
