'use client'

import { useConnectModal } from '@rainbow-me/rainbowkit'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useAccount } from 'wagmi'
import { DEMO_CONNECTOR_ID } from './demo-wallet/demo-connector.ts'
import { rememberWallet } from './remembered-wallet.ts'
import { setAsideDialogs } from './set-aside-dialogs.ts'
import { forgetConnectIntent, walletIntentStore, walletStore } from './wallet-store.ts'

/** Carries wagmi's state out into wallet-store, and the page's wish to connect in to RainbowKit. */
export function WalletBridge() {
  const { status, address, chainId, connector } = useAccount()
  const { openConnectModal, connectModalOpen } = useConnectModal()
  const bringDialogsBack = useRef<() => void>(undefined)
  const { isConnectWanted } = useSyncExternalStore(
    walletIntentStore.subscribe,
    walletIntentStore.get,
    walletIntentStore.get,
  )

  useEffect(() => {
    walletStore.update((before) => ({
      status,
      // While a remembered wallet is asked again wagmi may not know the address yet; the page already shows it.
      address: address ?? (status === 'reconnecting' ? before.address : undefined),
      chainId,
      connectorName: connector?.name,
      isDemo: connector?.id === DEMO_CONNECTOR_ID,
    }))
    if (status === 'connected') rememberWallet(address)
    if (status === 'disconnected') rememberWallet(undefined)
  }, [status, address, chainId, connector])

  useEffect(() => {
    if (!isConnectWanted) return
    // RainbowKit offers no opener while it is connected or still asking a remembered wallet.
    if (status === 'connected') forgetConnectIntent()
    else if (status === 'disconnected' && openConnectModal !== undefined) {
      bringDialogsBack.current = setAsideDialogs()
      openConnectModal()
      forgetConnectIntent()
    }
  }, [isConnectWanted, status, openConnectModal])

  useEffect(() => {
    if (!connectModalOpen) return
    return () => {
      bringDialogsBack.current?.()
      bringDialogsBack.current = undefined
    }
  }, [connectModalOpen])

  return null
}
