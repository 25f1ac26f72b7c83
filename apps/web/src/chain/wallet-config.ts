import { connectorsForWallets, type WalletList } from '@rainbow-me/rainbowkit'
import { defineChain } from 'viem'
import { type Config, createConfig, createStorage, http } from 'wagmi'
import { type ChainConfig, LOCAL_CHAIN_ID } from '../config/chain-config.ts'
import { browserWallet } from './browser-wallet.ts'
import { chainName } from './chain-name.ts'
import { demoWallet } from './demo-wallet/demo-wallet.ts'

let current: Config | undefined

/**
 * wagmi's configuration: the one chain of this site, wallets that announce themselves (EIP-6963), the browser's own
 * provider, and on the local chain the demo wallet. No relay of a third party is among them. Made once per page.
 */
export function createWalletConfig(config: ChainConfig): Config {
  if (current !== undefined) return current
  const chain = defineChain({
    id: config.chainId,
    name: chainName(config),
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [config.rpcUrl] } },
    testnet: config.chainId === LOCAL_CHAIN_ID,
    ...(config.explorerUrl === undefined
      ? {}
      : { blockExplorers: { default: { name: 'Explorer', url: config.explorerUrl } } }),
  })
  current = createConfig({
    chains: [chain],
    connectors: connectorsForWallets(walletsFor(config), { appName: 'Network3', projectId: 'none' }),
    transports: { [chain.id]: http(config.rpcUrl) },
    storage: createStorage({ key: 'network3.wallet', storage: window.localStorage }),
    multiInjectedProviderDiscovery: true,
    pollingInterval: 1000,
    ssr: false,
  })
  return current
}

/** The configuration the wallet layer made. Actions run only after a wallet is connected, so it is there. */
export function getWalletConfig(): Config {
  if (current === undefined) throw new Error('The wallet layer is not loaded: connect before acting.')
  return current
}

function walletsFor(config: ChainConfig): WalletList {
  const browser = window.ethereum === undefined ? [] : [{ groupName: 'Browser', wallets: [browserWallet] }]
  const demo =
    config.chainId === LOCAL_CHAIN_ID
      ? [{ groupName: 'Local chain only', wallets: [() => demoWallet(config)] }]
      : []
  return [...browser, ...demo]
}
