import type { Address } from '@network3/core/hex'
import { createExternalStore } from './external-store.ts'

/**
 * What pages know of the wallet. Nothing here imports wagmi: the wallet layer is loaded on intent and writes its
 * state into this store, so that a page that is only read never pays for it.
 *
 * idle: the wallet layer is not loaded. reconnecting: a remembered wallet is being asked again.
 */
export type WalletState = {
  status: 'idle' | 'disconnected' | 'connecting' | 'reconnecting' | 'connected'
  address: Address | undefined
  chainId: number | undefined
  connectorName: string | undefined
  isDemo: boolean
}

export const noWallet: WalletState = {
  status: 'idle',
  address: undefined,
  chainId: undefined,
  connectorName: undefined,
  isDemo: false,
}

export const walletStore = createExternalStore<WalletState>(noWallet)

/** isLayerWanted: mount the wallet layer. isConnectWanted: open the list of wallets as soon as it is there. */
export type WalletIntent = { isLayerWanted: boolean; isConnectWanted: boolean }

export const walletIntentStore = createExternalStore<WalletIntent>({
  isLayerWanted: false,
  isConnectWanted: false,
})

/** Loads the wallet layer if need be and opens the list of wallets. */
export function askToConnect(): void {
  walletIntentStore.set({ isLayerWanted: true, isConnectWanted: true })
}

/** Loads the wallet layer without asking anything: for a wallet that was connected before. */
export function loadWalletLayer(): void {
  walletIntentStore.update((intent) => ({ ...intent, isLayerWanted: true }))
}

export function forgetConnectIntent(): void {
  walletIntentStore.update((intent) => ({ ...intent, isConnectWanted: false }))
}
