import type { Address } from '@network3/core/hex'

/** What a browser must know of the chain. Made on the server for each request, handed down by props. */
export type ChainConfig = {
  chainId: number
  /** The chain of this machine: the demo wallet and the faucet exist here only. */
  isLocal: boolean
  /** The RPC that browsers use, and that a wallet is offered with the network. */
  rpcUrl: string
  /** Base of a block explorer, without a slash at its end; undefined where the chain has none. */
  explorerUrl: string | undefined
  contracts: {
    accessManager: Address
    n3Token: Address
    nodeRegistry: Address
    staking: Address
    rewards: Address
    edgeDevice: Address
    deviceSale: Address
    leaseMarket: Address
    keyDirectory: Address
  }
}

export const LOCAL_CHAIN_ID = 31337
