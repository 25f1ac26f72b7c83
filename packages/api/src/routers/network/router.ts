import { createRouter } from '../../trpc.ts'
import { getOverview } from './get-overview.ts'

export const networkRouter = createRouter({
  getOverview: getOverview,
})
