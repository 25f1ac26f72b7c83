import 'server-only'
import { appRouter } from '@network3/api/router'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { cache } from 'react'
import { getContext } from './context.ts'
import { createQueryClient } from './query-client.ts'

/** Calls procedures from server components, in this process: no HTTP, the same checks of input and output. */
export const getApi = cache(() => appRouter.createCaller(getContext))

/** One query cache per request; what is prefetched into it is handed to the browser by <Hydrated>. */
export const getServerQueryClient = cache(createQueryClient)

/** Query options for server components: `await prefetch(trpcOptions().staking.findPositions.queryOptions(…))`. */
export const getTrpcOptions = cache(() =>
  createTRPCOptionsProxy({ ctx: getContext, router: appRouter, queryClient: getServerQueryClient }),
)
