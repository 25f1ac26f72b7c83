'use client'

import { Button } from '@network3/ui/button'
import { EmptyState } from '@network3/ui/empty-state'
import { SkeletonRows } from '@network3/ui/skeleton'
import { lazy, Suspense } from 'react'
import { useWallet } from '../../chain/use-wallet.ts'
import { askToConnect } from '../../chain/wallet-store.ts'
import type { LeasesQuery } from './leases-query.ts'

// React Query comes with the wallet: a visitor without one does not pay for it.
const WalletLeases = lazy(() =>
  import('./wallet-leases.tsx').then((module) => ({ default: module.WalletLeases })),
)

/** Leases of the connected wallet, or the way to see them. */
export function OwnLeases({ query }: { query: LeasesQuery }) {
  const { address } = useWallet()
  if (address === undefined) {
    return (
      <EmptyState
        title="No wallet is connected"
        action={<Button onClick={askToConnect}>Connect a wallet</Button>}
      >
        Connect one to see what it rents and lends, or enter any address above: leases are public; what runs
        on them is not.
      </EmptyState>
    )
  }
  return (
    <Suspense fallback={<SkeletonRows rows={3} label="Reading leases" />}>
      <WalletLeases key={`${address}${query.side}${query.filter}`} address={address} query={query} />
    </Suspense>
  )
}
