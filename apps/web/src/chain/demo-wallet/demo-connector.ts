import { type EIP1193RequestFn, SwitchChainError } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type CreateConnectorFn, createConnector } from 'wagmi'
import { type ChainConfig, LOCAL_CHAIN_ID } from '../../config/chain-config.ts'
import { readOrCreateDemoKey } from './demo-key.ts'
import { createDemoProvider } from './demo-provider.ts'

export const DEMO_CONNECTOR_ID = 'network3Demo'
export const DEMO_WALLET_NAME = 'Demo wallet (local chain only)'

const CONNECTED_KEY = 'network3.demo-wallet.connected'

type DemoProvider = { request: EIP1193RequestFn }

/**
 * A wallet for someone without an extension, on the local chain only: its key is made in the page. Throws on any
 * other chain, so that no build can offer it where money is real.
 */
export function createDemoConnector(config: ChainConfig): CreateConnectorFn<DemoProvider> {
  if (config.chainId !== LOCAL_CHAIN_ID) throw new Error('The demo wallet exists on the local chain only.')
  const storage = window.localStorage
  let provider: DemoProvider | undefined
  const account = () => privateKeyToAccount(readOrCreateDemoKey(storage))
  const getProvider = async () => {
    provider ??= createDemoProvider(account(), config)
    return provider
  }

  return createConnector<DemoProvider>((wagmi) => ({
    id: DEMO_CONNECTOR_ID,
    name: DEMO_WALLET_NAME,
    type: 'demo',
    getProvider,
    connect: async (parameters) => {
      storage.setItem(CONNECTED_KEY, 'true')
      const { address } = account()
      const accounts = parameters?.withCapabilities ? [{ address, capabilities: {} }] : [address]
      // The return type depends on a flag that TypeScript cannot follow through a conditional.
      return { accounts: accounts as never, chainId: config.chainId }
    },
    disconnect: async () => storage.removeItem(CONNECTED_KEY),
    getAccounts: async () => [account().address],
    getChainId: async () => config.chainId,
    isAuthorized: async () => storage.getItem(CONNECTED_KEY) === 'true',
    switchChain: async ({ chainId }) => {
      const chain = wagmi.chains.find(({ id }) => id === chainId)
      if (chain === undefined)
        throw new SwitchChainError(new Error('The demo wallet knows the local chain only.'))
      return chain
    },
    onAccountsChanged: () => {},
    onChainChanged: () => {},
    onDisconnect: () => wagmi.emitter.emit('disconnect'),
  }))
}
