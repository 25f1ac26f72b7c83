import { loadDeployment } from '@network3/chain/load-deployment'
import { isAppError, toAppError } from '@network3/core/app-error'
import { startHealthServer } from '@network3/service/health-server'
import { createLogger } from '@network3/service/logger'
import { createShutdown } from '@network3/service/shutdown'
import { contractsByAddress } from './deployment-contracts.ts'
import { readEnv } from './env.ts'
import { createIndexerMetrics } from './indexer-metrics.ts'
import { createChainSource } from './rpc/chain-source.ts'
import { createJsonRpc } from './rpc/json-rpc.ts'
import { runIndexer } from './run-indexer.ts'
import { createStatus, notReadyReasons } from './sync/indexer-status.ts'

/** Blocks behind the head that count as safe and final on a node without those tags: ten and thirty minutes. */
const FALLBACK_DEPTH = { safe: 300n, finalized: 900n }

async function main(): Promise<void> {
  const env = readEnv()
  const logger = createLogger('indexer', env.logLevel)
  const shutdown = createShutdown({ logger })
  const deployment = await loadDeployment({
    chainId: env.chainId,
    ...(env.deploymentFile === undefined ? {} : { file: env.deploymentFile }),
  })
  const metrics = createIndexerMetrics()
  const status = createStatus()
  const rpc = createJsonRpc({
    url: env.rpcUrl,
    onRequest: (outcome, durationMs) => {
      metrics.rpcSeconds.observe(durationMs / 1000)
      if (outcome === 'error') metrics.rpcErrors.inc()
    },
  })
  const chain = createChainSource({
    rpc,
    addresses: [...contractsByAddress(deployment).keys()],
    fallbackDepth: FALLBACK_DEPTH,
    provesRanges: env.provesRanges,
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
    ...{ databaseUrl: env.databaseUrl, deployment, chain, epochFilesUrl: env.epochFilesUrl },
    ...{
      mayUnwindFinal: env.mayUnwindFinal,
      defersIndices: env.defersIndices,
      logger,
      metrics,
      status,
      signal: shutdown.signal,
    },
  })
  shutdown.add('indexer', () => running)
}

main().catch((caught: unknown) => {
  const error = toAppError(caught)
  // What a person has to put right is one sentence; anything else is a fault of ours and shows where.
  console.error(isAppError(caught) ? error.message : caught)
  process.exit(1)
})
