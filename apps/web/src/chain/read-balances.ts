import type { Address } from '@network3/core/hex'
import type { ChainConfig } from '../config/chain-config.ts'

export type Balances = { ethWei: bigint; n3Wei: bigint }

/** keccak256("balanceOf(address)"), first four bytes. */
const BALANCE_OF = '0x70a08231'

/**
 * ETH and N3 of an account at the head of the chain, by plain JSON-RPC: a form needs two numbers before any wallet
 * layer is loaded. Throws when the RPC cannot be reached or answers something else.
 */
export async function readBalances(config: ChainConfig, account: Address): Promise<Balances> {
  const data = `${BALANCE_OF}${account.slice(2).toLowerCase().padStart(64, '0')}`
  const [ethWei, n3Wei] = await Promise.all([
    askQuantity(config.rpcUrl, 'eth_getBalance', [account, 'latest']),
    askQuantity(config.rpcUrl, 'eth_call', [{ to: config.contracts.n3Token, data }, 'latest']),
  ])
  return { ethWei, n3Wei }
}

async function askQuantity(rpcUrl: string, method: string, params: readonly unknown[]): Promise<bigint> {
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(10_000),
  })
  const answer: unknown = await response.json()
  const result =
    typeof answer === 'object' && answer !== null && 'result' in answer ? answer.result : undefined
  if (typeof result !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(result)) {
    throw new Error(`The chain gave no answer to ${method}.`)
  }
  return BigInt(result)
}
