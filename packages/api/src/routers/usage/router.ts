import { createRouter } from '../../trpc.ts'
import { getUsage } from './get-usage.ts'

export const usageRouter = createRouter({ get: getUsage })
