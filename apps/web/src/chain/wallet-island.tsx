'use client'

import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { useChainConfig } from './chain-provider.tsx'
import { readRememberedWallet } from './remembered-wallet.ts'
import { loadWalletLayer, noWallet, walletIntentStore, walletStore } from './wallet-store.ts'

const WalletRuntime = lazy(() =>
  import('./wallet-runtime.tsx').then((module) => ({ default: module.WalletRuntime })),
)

const atRest = { isLayerWanted: false, isConnectWanted: false }

/**
 * A sibling of the page that holds the wallet layer (wagmi and RainbowKit, some 300 kB). It mounts on intent:
 * a click on Connect or on an action, or, once the page has settled, a wallet remembered from before.
 */
export function WalletIsland() {
  const config = useChainConfig()
  const intent = useSyncExternalStore(walletIntentStore.subscribe, walletIntentStore.get, () => atRest)

  useEffect(() => {
    const address = readRememberedWallet()
    if (address === undefined) return
    walletStore.set({ ...noWallet, status: 'reconnecting', address })
    return whenIdle(loadWalletLayer)
  }, [])

  if (!intent.isLayerWanted) return null
  return (
    <Suspense fallback={null}>
      <WalletRuntime config={config} />
    </Suspense>
  )
}

/** Calls back when the page has nothing better to do, at the latest after a second. */
function whenIdle(callback: () => void): () => void {
  if (typeof window.requestIdleCallback !== 'function') {
    const timer = window.setTimeout(callback, 200)
    return () => window.clearTimeout(timer)
  }
  const handle = window.requestIdleCallback(callback, { timeout: 1000 })
  return () => window.cancelIdleCallback(handle)
}
