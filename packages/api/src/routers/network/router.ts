import { createRouter } from '../../trpc.ts'
import { getEndpoints } from './get-endpoints.ts'
import { getOverview } from './get-overview.ts'

export const networkRouter = createRouter({
  getOverview: getOverview,
  getEndpoints: getEndpoints,
})
