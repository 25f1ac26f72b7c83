'use client'

import { useSyncExternalStore } from 'react'
import { useChainConfig } from './chain-provider.tsx'
import { noWallet, type WalletState, walletStore } from './wallet-store.ts'

/** The wallet as pages see it; on the server and in the first paint there is none. */
export function useWallet(): WalletState & { isWrongNetwork: boolean } {
  const { chainId } = useChainConfig()
  const wallet = useSyncExternalStore(walletStore.subscribe, walletStore.get, () => noWallet)
  const isWrongNetwork = wallet.status === 'connected' && wallet.chainId !== chainId
  return { ...wallet, isWrongNetwork }
}
