import type { Wallet } from '@rainbow-me/rainbowkit'
import { createConnector, injected } from 'wagmi'
import { walletIcon } from './wallet-icon.ts'

/** window.ethereum, for wallets that do not announce themselves through EIP-6963. */
export function browserWallet(): Wallet {
  return {
    id: 'browser',
    name: 'Browser wallet',
    iconUrl: walletIcon,
    iconBackground: 'transparent',
    createConnector: (details) =>
      createConnector((config) => ({ ...injected({ shimDisconnect: true })(config), ...details })),
  }
}
