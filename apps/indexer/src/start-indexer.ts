import { loadDeployment } from '@network3/chain/load-deployment'
import { openWriter } from '@network3/db/write/open-writer'
import { startHealthServer } from '@network3/service/health-server'
import { createLogger } from '@network3/service/logger'
import { createShutdown } from '@network3/service/shutdown'
import type { IndexerEnv } from './env.ts'
import { createIndexerMetrics } from './indexer-metrics.ts'
import { openChainOf } from './open-chain-of.ts'
import type { ChainSource } from './rpc/chain-source.ts'
import type { Provider } from './rpc/provider.ts'
import { runIndexer } from './run-indexer.ts'
import { createStatus, notReadyReasons } from './sync/indexer-status.ts'

/** What the storm's deliberate bugs are made of (testing/bugs). The indexer itself is started without any. */
export type IndexerParts = {
  chain?: (chain: ChainSource, providers: readonly Provider[]) => ChainSource
  openWriter?: typeof openWriter
}

/** Starts the process: its health server at once, then indexing until SIGTERM. */
export async function startIndexer(env: IndexerEnv, parts: IndexerParts = {}): Promise<void> {
  const logger = createLogger('indexer', env.logLevel)
  const shutdown = createShutdown({ logger })
  const deployment = await loadDeployment({
    chainId: env.chainId,
    ...(env.deploymentFile === undefined ? {} : { file: env.deploymentFile }),
  })
  const metrics = createIndexerMetrics()
  const status = createStatus()
  const { chain, providers, watch } = openChainOf(env, deployment, {
    onRequest: (provider, outcome, durationMs) => {
      metrics.rpcSeconds.observe({ provider }, durationMs / 1000)
      if (outcome === 'error') metrics.rpcErrors.inc({ provider })
    },
    onDisagreement: (disagreement) => {
      metrics.disagreements.inc({ kind: disagreement.kind })
      logger.warn(
        { ...disagreement, blockNumber: String(disagreement.blockNumber) },
        'providers gave different answers',
      )
    },
  })
  const health = await startHealthServer({
    port: env.port,
    registry: metrics.registry,
    notReadyReasons: () => notReadyReasons(status, Date.now()),
    details: () => ({
      phase: status.phase,
      tip: status.tip?.toString() ?? null,
      head: status.head?.toString() ?? null,
      safe: status.safe?.toString() ?? null,
      finalized: status.finalized?.toString() ?? null,
    }),
  })
  shutdown.add('health server', health.close)
  logger.info({ port: health.port, chainId: env.chainId }, 'health server was started')
  const running = runIndexer({
    ...{ databaseUrl: env.databaseUrl, deployment, epochFilesUrl: env.epochFilesUrl, watch },
    ...{ mayUnwindFinal: env.mayUnwindFinal, defersIndices: env.defersIndices },
    auditEverySeconds: env.auditEverySeconds,
    ...{ logger, metrics, status, signal: shutdown.signal },
    chain: parts.chain?.(chain, providers) ?? chain,
    openWriter: parts.openWriter ?? openWriter,
  })
  shutdown.add('indexer', () => running)
}
