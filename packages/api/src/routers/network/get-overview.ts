import { AppError } from '@network3/core/app-error'
import { publicProcedure } from '../../trpc.ts'
import { getOverviewInput, getOverviewOutput } from './get-overview.schema.ts'

export const getOverview = publicProcedure
  .meta({
    summary: 'The network now: counts, map, stake, rewards, supply, epoch clock, chain tip, top movers.',
  })
  .input(getOverviewInput)
  .output(getOverviewOutput)
  .query(() => {
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
