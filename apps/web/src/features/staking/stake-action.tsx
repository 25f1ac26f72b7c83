'use client'

import type { Address } from '@network3/core/hex'
import { TrpcProvider } from '../../trpc/provider.tsx'
import { StakeForm } from './stake-form.tsx'

/** The stake form of one operator, for its profile. Needs ChainProvider above it; brings the API's client itself. */
export function StakeAction({ operator, onSent }: { operator: Address; onSent?: () => void }) {
  return (
    <TrpcProvider>
      <StakeForm operator={operator} {...(onSent && { onSent })} />
    </TrpcProvider>
  )
}
