import type { Address, Hex } from '@network3/core/hex'
import {
  createWalletClient,
  defineChain,
  type EIP1193RequestFn,
  hexToBigInt,
  http,
  isHex,
  numberToHex,
  type PrivateKeyAccount,
  type TransactionRequest,
} from 'viem'
import type { ChainConfig } from '../../config/chain-config.ts'
import { chainName } from '../chain-name.ts'

type RpcTransaction = { to?: Address; data?: Hex; value?: Hex; gas?: Hex }

/**
 * An EIP-1193 provider over a key in this page: signs transactions, messages and typed data itself and passes every
 * other method to the RPC. wallet_switchEthereumChain succeeds for the local chain and is refused (4902) for others.
 */
export function createDemoProvider(
  account: PrivateKeyAccount,
  config: ChainConfig,
): { request: EIP1193RequestFn } {
  const chain = defineChain({
    id: config.chainId,
    name: chainName(config),
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [config.rpcUrl] } },
  })
  const client = createWalletClient({ account, chain, transport: http(config.rpcUrl) })

  const answer = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    switch (method) {
      case 'eth_accounts':
      case 'eth_requestAccounts':
        return [account.address]
      case 'eth_chainId':
        return numberToHex(config.chainId)
      case 'eth_sendTransaction':
        return client.sendTransaction(toTransaction(params[0] as RpcTransaction))
      case 'personal_sign':
        return account.signMessage({ message: { raw: params[0] as Hex } })
      case 'eth_signTypedData_v4':
        return account.signTypedData(JSON.parse(String(params[1])))
      case 'wallet_switchEthereumChain':
        return switchChain(params[0] as { chainId: Hex }, config.chainId)
      default:
        return client.request({ method, params } as Parameters<typeof client.request>[0])
    }
  }
  const request = ({ method, params }: { method: string; params?: unknown }) =>
    answer(method, Array.isArray(params) ? params : [])
  return { request: request as EIP1193RequestFn }
}

/** Fees and nonce are left to the client, which asks the chain for them. */
function toTransaction({ to, data, value, gas }: RpcTransaction): TransactionRequest {
  return {
    to,
    data,
    ...(value === undefined ? {} : { value: hexToBigInt(value) }),
    ...(gas === undefined ? {} : { gas: hexToBigInt(gas) }),
  }
}

function switchChain({ chainId }: { chainId: Hex }, ownChainId: number): null {
  if (isHex(chainId) && Number(chainId) === ownChainId) return null
  throw Object.assign(new Error('The demo wallet knows the local chain only.'), { code: 4902 })
}
