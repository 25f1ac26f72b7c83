import { connectChain } from '@network3/chain/chain-reader'
import { loadDeployment } from '@network3/chain/load-deployment'
import { isAppError } from '@network3/core/app-error'
import { startHealthServer } from '@network3/service/health-server'
import { createLogger } from '@network3/service/logger'
import { createMetrics } from '@network3/service/metrics'
import { createShutdown } from '@network3/service/shutdown'
import { privateKeyToAccount } from 'viem/accounts'
import { readEnv } from './env.ts'
import { startAttestor } from './run-attestor.ts'

async function main(): Promise<void> {
  const env = readEnv()
  const logger = createLogger('attestor', env.logLevel)
  const shutdown = createShutdown({ logger })
  const deployment = await loadDeployment({
    chainId: env.chainId,
    ...(env.deploymentFile === undefined ? {} : { file: env.deploymentFile }),
  })
  const metrics = createMetrics()
  const account = privateKeyToAccount(env.privateKey)
  const attestor = await startAttestor({
    ...{ ...env, account, metrics, logger, signal: shutdown.signal },
    chain: connectChain(env.rpcUrl, deployment),
  })
  const health = await startHealthServer({
    port: env.healthPort,
    registry: metrics.registry,
    notReadyReasons: attestor.notReadyReasons,
    details: () => ({ attestor: account.address }),
  })
  shutdown.add('health server', health.close)
  shutdown.add('attestor', () => attestor.running)
  logger.info(
    { port: attestor.port, healthPort: health.port, attestor: account.address },
    'attestor was started',
  )
}

main().catch((caught: unknown) => {
  // What a person has to put right is one sentence; anything else is a fault of ours and shows where.
  console.error(isAppError(caught) ? caught.message : caught)
  process.exit(1)
})
