import {
  type Chain,
  createPublicClient,
  defineChain,
  type HttpTransport,
  http,
  type PublicClient,
} from 'viem'
import type { Deployment } from './deployment.ts'

/** A chain that our contracts are on, as a daemon reads it. */
export type ChainReader = { client: PublicClient<HttpTransport, Chain>; deployment: Deployment }

/** Calls made together travel as one request; each is tried three times. */
export function connectChain(rpcUrl: string, deployment: Deployment): ChainReader {
  const chain = defineChain({
    id: deployment.chainId,
    name: `chain ${deployment.chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const transport = http(rpcUrl, {
    batch: { batchSize: 250, wait: 0 },
    retryCount: 2,
    retryDelay: 250,
    timeout: 30_000,
  })
  return { client: createPublicClient({ chain, transport, pollingInterval: 200, cacheTime: 0 }), deployment }
}
