import { loadDeployment } from '@network3/chain/load-deployment'
import { isAppError } from '@network3/core/app-error'
import { createPool } from '@network3/db/pool'
import { startHealthServer } from '@network3/service/health-server'
import { createLogger } from '@network3/service/logger'
import { createShutdown } from '@network3/service/shutdown'
import { connectDirectoryChain } from './directory-chain.ts'
import { createDirectoryMetrics } from './directory-metrics.ts'
import { readEnv } from './env.ts'
import { type DirectoryStatus, runDirectory } from './run-directory.ts'

async function main(): Promise<void> {
  const env = readEnv()
  const logger = createLogger('directory', env.logLevel)
  const shutdown = createShutdown({ logger })
  const deployment = await loadDeployment({
    chainId: env.chainId,
    ...(env.deploymentFile === undefined ? {} : { file: env.deploymentFile }),
  })
  const metrics = createDirectoryMetrics()
  const status: DirectoryStatus = { problem: undefined, generation: undefined }
  const pool = createPool(env.databaseUrl, { applicationName: 'network3-directory', maxConnections: 2 })
  shutdown.add('database', () => pool.end())
  const health = await startHealthServer({
    port: env.port,
    registry: metrics.registry,
    notReadyReasons: () => (status.problem === undefined ? [] : [status.problem]),
    details: () => ({ generation: status.generation ?? null }),
  })
  shutdown.add('health server', health.close)
  logger.info({ port: health.port, chainId: env.chainId }, 'health server was started')
  const chain = connectDirectoryChain(env.rpcUrl, deployment, env.privateKey)
  const running = runDirectory({
    ...{ pool, chain, logger, metrics, postsToday: env.postsToday, status, signal: shutdown.signal },
  })
  shutdown.add('publisher', () => running)
}

main().catch((caught: unknown) => {
  // What a person has to put right is one sentence; anything else is a fault of ours and shows where.
  console.error(isAppError(caught) ? caught.message : caught)
  process.exit(1)
})
