'use client'

import { Button } from '@network3/ui/button'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { useWallet } from './use-wallet.ts'
import { askToConnect, loadWalletLayer, walletIntentStore } from './wallet-store.ts'

// Only who has a wallet connected sees the menu; nobody else fetches it.
const WalletMenu = lazy(() => import('./wallet-menu.tsx').then((module) => ({ default: module.WalletMenu })))

/**
 * Connect, or the connected address with its menu. Hovering or focusing it begins to load the wallet layer, so that
 * the click finds it there.
 */
export function ConnectButton() {
  const { status, address } = useWallet()
  const isWanted = useSyncExternalStore(
    walletIntentStore.subscribe,
    () => walletIntentStore.get().isConnectWanted,
    () => false,
  )
  if (address !== undefined && status !== 'disconnected') {
    return (
      <Suspense fallback={<Button isBusy>Wallet</Button>}>
        <WalletMenu address={address} />
      </Suspense>
    )
  }
  return (
    <Button
      variant="ink"
      isBusy={isWanted || status === 'connecting'}
      onClick={askToConnect}
      onPointerEnter={loadWalletLayer}
      onFocus={loadWalletLayer}
    >
      Connect
    </Button>
  )
}
