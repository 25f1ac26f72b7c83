import type { Deployment } from '@network3/chain/deployment'
import { contractsByAddress } from './deployment-contracts.ts'
import type { IndexerEnv } from './env.ts'
import type { ChainSource } from './rpc/chain-source.ts'
import type { Disagreement } from './rpc/disagreement.ts'
import { openChain } from './rpc/open-chain.ts'
import { openProviders, type Provider, type ProviderOptions } from './rpc/provider.ts'
import { createProviderWatch, type ProviderWatch } from './rpc/provider-watch.ts'

/** Blocks behind the head that count as safe and final on a node without those tags: ten and thirty minutes. */
const FALLBACK_DEPTH = { safe: 300n, finalized: 900n }

/** The chain as the environment names its nodes. */
export function openChainOf(
  env: IndexerEnv,
  deployment: Deployment,
  listeners: {
    onRequest?: NonNullable<ProviderOptions['onRequest']>
    onDisagreement?: (disagreement: Disagreement) => void
  } = {},
): { chain: ChainSource; providers: Provider[]; watch: ProviderWatch } {
  const { provesRanges } = env
  const { onRequest, onDisagreement = () => {} } = listeners
  const providers = openProviders(env.rpcUrls, {
    ...{ addresses: [...contractsByAddress(deployment).keys()], fallbackDepth: FALLBACK_DEPTH, provesRanges },
    ...{ callsPerSecond: env.rpcCallsPerSecond, timeoutMs: env.rpcTimeoutMs },
    ...(onRequest === undefined ? {} : { onRequest }),
  })
  const watch = createProviderWatch(providers.map(({ name }) => name))
  return { chain: openChain(providers, { provesRanges, watch, onDisagreement }), providers, watch }
}
