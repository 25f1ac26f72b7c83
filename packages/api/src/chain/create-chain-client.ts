import { type Chain, createPublicClient, defineChain, http } from 'viem'

/** The chain of a deployment as viem wants it described. */
export function chainOf(chainId: number, rpcUrl: string): Chain {
  return defineChain({
    id: chainId,
    name: `Chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
}

export type ChainClient = ReturnType<typeof createChainClient>

/** Reads the chain over HTTP; calls made together travel together. */
export function createChainClient(chainId: number, rpcUrl: string) {
  return createPublicClient({
    chain: chainOf(chainId, rpcUrl),
    transport: http(rpcUrl, { batch: true, timeout: 5_000, retryCount: 1 }),
    pollingInterval: 500,
  })
}
