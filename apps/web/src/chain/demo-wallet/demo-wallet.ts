import type { Wallet } from '@rainbow-me/rainbowkit'
import { createConnector } from 'wagmi'
import type { ChainConfig } from '../../config/chain-config.ts'
import { walletIcon } from '../wallet-icon.ts'
import { createDemoConnector, DEMO_CONNECTOR_ID, DEMO_WALLET_NAME } from './demo-connector.ts'

/** The demo wallet's entry in RainbowKit's list. */
export function demoWallet(config: ChainConfig): Wallet {
  return {
    id: DEMO_CONNECTOR_ID,
    name: DEMO_WALLET_NAME,
    iconUrl: walletIcon,
    iconBackground: 'transparent',
    installed: true,
    createConnector: (details) =>
      createConnector((wagmi) => ({ ...createDemoConnector(config)(wagmi), ...details })),
  }
}
