import type { Address } from '@network3/core/hex'
import type { ChainConfig } from '../config/chain-config.ts'
import { askRpc } from './ask-rpc.ts'

export type Balances = { ethWei: bigint; n3Wei: bigint }

/** keccak256("balanceOf(address)"), first four bytes. */
const BALANCE_OF = '0x70a08231'

/** ETH and N3 of an account at the head of the chain. Throws when the RPC cannot be reached or answers otherwise. */
export async function readBalances(config: ChainConfig, account: Address): Promise<Balances> {
  const data = `${BALANCE_OF}${account.slice(2).toLowerCase().padStart(64, '0')}`
  const [ethWei, n3Wei] = await Promise.all([
    askRpc(config.rpcUrl, 'eth_getBalance', [account, 'latest']),
    askRpc(config.rpcUrl, 'eth_call', [{ to: config.contracts.n3Token, data }, 'latest']),
  ])
  return { ethWei: BigInt(ethWei), n3Wei: BigInt(n3Wei) }
}
