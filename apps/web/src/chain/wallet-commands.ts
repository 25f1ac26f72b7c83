import { disconnect, switchChain } from 'wagmi/actions'
import { getWalletConfig } from './wallet-config.ts'

// Imported on the click, never with the page: this file brings wagmi with it.

/** Disconnects; the page forgets the wallet. */
export async function disconnectWallet(): Promise<void> {
  await disconnect(getWalletConfig())
}

/** Asks the wallet to switch to this site's chain, and to add it where it does not know it (EIP-3085). */
export async function switchToSiteChain(): Promise<void> {
  const config = getWalletConfig()
  await switchChain(config, { chainId: config.chains[0].id })
}
