import type { BrowserContext, Page } from '@playwright/test'
import { createWalletClient, defineChain, type Hex, http, numberToHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { installProvider } from './injected-provider.ts'

export type InjectedWallet = {
  address: Hex
  /** The next request that asks the person something is declined (EIP-1193 code 4001). */
  rejectNext: () => void
  /** The wallet is on another network until it is asked to switch. */
  setChainId: (chainId: number) => void
  /** Methods the page asked for, oldest first: what a person would have been prompted for, and when. */
  requests: string[]
}

export type InjectedWalletOptions = {
  rpcUrl: string
  chainId: number
  /** Without it the wallet makes a key of its own; fund its address first. */
  privateKey?: Hex
  name?: string
}

type Request = { method: string; params?: readonly unknown[] }
type Answer = { result: unknown } | { error: { code: number; message: string } }
type Transaction = { to?: Hex; data?: Hex; value?: Hex; gas?: Hex }

const PROMPTS = ['eth_requestAccounts', 'eth_sendTransaction', 'personal_sign', 'eth_signTypedData_v4']

/**
 * Gives a page a browser wallet: a provider announced through EIP-6963 whose key stays in this process. It signs
 * here, passes every other method on to the RPC, and remembers across reloads that it was connected, as an
 * extension does. Install it before the first navigation.
 */
export async function installInjectedWallet(
  target: Page | BrowserContext,
  {
    rpcUrl,
    chainId: siteChainId,
    privateKey = generatePrivateKey(),
    name = 'Test wallet',
  }: InjectedWalletOptions,
): Promise<InjectedWallet> {
  const account = privateKeyToAccount(privateKey)
  const chain = defineChain({
    id: siteChainId,
    name: 'Network3',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const client = createWalletClient({ account, chain, transport: http(rpcUrl) })
  const requests: string[] = []
  let chainId = siteChainId
  let isConnected = false
  let isRejecting = false

  const answer = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    switch (method) {
      case 'eth_requestAccounts':
        isConnected = true
        return [account.address]
      case 'eth_accounts':
        return isConnected ? [account.address] : []
      case 'wallet_revokePermissions':
        isConnected = false
        return null
      case 'eth_chainId':
        return numberToHex(chainId)
      case 'wallet_switchEthereumChain':
      case 'wallet_addEthereumChain':
        chainId = Number((params[0] as { chainId: Hex }).chainId)
        return null
      case 'eth_sendTransaction': {
        const { to, data, value, gas } = params[0] as Transaction
        return client.sendTransaction({
          to,
          data,
          value: value === undefined ? undefined : BigInt(value),
          gas: gas === undefined ? undefined : BigInt(gas),
        })
      }
      case 'personal_sign':
        return account.signMessage({ message: { raw: params[0] as Hex } })
      case 'eth_signTypedData_v4':
        return account.signTypedData(JSON.parse(String(params[1])))
      default:
        return client.request({ method, params } as Parameters<typeof client.request>[0])
    }
  }

  await target.exposeFunction(
    'network3TestWallet',
    async ({ method, params = [] }: Request): Promise<Answer> => {
      requests.push(method)
      if (isRejecting && PROMPTS.includes(method)) {
        isRejecting = false
        return { error: { code: 4001, message: 'User rejected the request.' } }
      }
      try {
        return { result: await answer(method, params) }
      } catch (error) {
        return {
          error: { code: readCode(error), message: error instanceof Error ? error.message : String(error) },
        }
      }
    },
  )
  await target.addInitScript(installProvider, { name, address: account.address })

  return {
    address: account.address,
    requests,
    rejectNext: () => {
      isRejecting = true
    },
    setChainId: (next) => {
      chainId = next
    },
  }
}

function readCode(error: unknown): number {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'number' ? code : -32603
}
