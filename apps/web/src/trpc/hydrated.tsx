import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { getServerQueryClient } from './server.ts'

/** Hands what the server has prefetched to the client components inside. Needs TrpcProvider above it. */
export function Hydrated({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getServerQueryClient())}>{children}</HydrationBoundary>
}
