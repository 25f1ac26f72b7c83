'use client'

import type { AppRouter } from '@network3/api/types'
import { QueryClientProvider } from '@tanstack/react-query'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import { getTrpcClient } from './client.ts'
import { createQueryClient, getBrowserQueryClient } from './query-client.ts'

const context = createTRPCContext<AppRouter>()

/** Inside TrpcProvider: `const trpc = useTrpc()`, then `useQuery(trpc.staking.findPositions.queryOptions(…))`. */
export const useTrpc = context.useTRPC

/**
 * React Query over the API, for features that act. Pages that are only read do without it: it is mounted by the
 * features that need it, not by the layout. All of them share one cache.
 */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(() =>
    typeof window === 'undefined' ? createQueryClient() : getBrowserQueryClient(),
  )
  const [client] = useState(getTrpcClient)
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  )
}
