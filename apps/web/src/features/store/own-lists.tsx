'use client'

import { Button } from '@network3/ui/button'
import { EmptyState } from '@network3/ui/empty-state'
import { SkeletonRows } from '@network3/ui/skeleton'
import { lazy, Suspense } from 'react'
import { useWallet } from '../../chain/use-wallet.ts'
import { askToConnect } from '../../chain/wallet-store.ts'

// React Query comes with the wallet: a visitor without one does not pay for it.
const WalletLists = lazy(() =>
  import('./wallet-lists.tsx').then((module) => ({ default: module.WalletLists })),
)

/** Orders and devices of the connected wallet, or the way to see them. */
export function OwnLists() {
  const { address } = useWallet()
  if (address === undefined) {
    return (
      <EmptyState
        title="No wallet is connected"
        action={<Button onClick={askToConnect}>Connect a wallet</Button>}
      >
        Connect one to see its orders and devices here, or enter any address above: they are public.
      </EmptyState>
    )
  }
  return (
    <Suspense fallback={<SkeletonRows rows={3} label="Reading orders and devices" />}>
      <WalletLists key={address} address={address} />
    </Suspense>
  )
}
