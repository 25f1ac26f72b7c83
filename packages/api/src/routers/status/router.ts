import { createRouter } from '../../trpc.ts'
import { getStatus } from './get-status.ts'

export const statusRouter = createRouter({
  get: getStatus,
})
