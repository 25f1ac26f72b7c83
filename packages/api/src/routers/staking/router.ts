import { createRouter } from '../../trpc.ts'
import { findPositions } from './find-positions.ts'
import { findRequests } from './find-requests.ts'
import { getStakeQuote } from './get-stake-quote.ts'

export const stakingRouter = createRouter({
  findPositions: findPositions,
  findRequests: findRequests,
  getStakeQuote: getStakeQuote,
})
