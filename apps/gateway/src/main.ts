import { connectChain } from '@network3/chain/chain-reader'
import { loadDeployment } from '@network3/chain/load-deployment'
import { isAppError } from '@network3/core/app-error'
import { createPool } from '@network3/db/pool'
import { systemClock } from '@network3/service/clock'
import { startHealthServer } from '@network3/service/health-server'
import { createLogger } from '@network3/service/logger'
import { createMetrics } from '@network3/service/metrics'
import { retry } from '@network3/service/retry'
import { createShutdown } from '@network3/service/shutdown'
import { openBus } from './bus/open-bus.ts'
import { readEnv } from './env.ts'
import type { GatewayDeps } from './gateway-deps.ts'
import { routes } from './http/routes.ts'
import { startJobs } from './jobs/start-jobs.ts'
import { readEpochTimes } from './measuring/epoch-times.ts'
import { startMeasuring } from './measuring/start-measuring.ts'
import { startGateway } from './start-gateway.ts'

async function main(): Promise<void> {
  const env = readEnv()
  const logger = createLogger('gateway', env.logLevel)
  const shutdown = createShutdown({ logger })
  const deployment = await loadDeployment({
    chainId: env.chainId,
    ...(env.deploymentFile === undefined ? {} : { file: env.deploymentFile }),
  })
  const metrics = createMetrics()
  const pool = createPool(env.databaseUrl, { applicationName: 'network3-gateway' })
  shutdown.add('database', () => pool.end())
  const bus = await openBus({ natsUrl: env.natsUrl, databaseUrl: env.databaseUrl, pool, logger })
  shutdown.add('bus', bus.close)
  const deps: GatewayDeps = {
    ...{ pool, bus, logger, metrics, clock: systemClock, deployment, signal: shutdown.signal },
    ...{ chainId: env.chainId, rpcUrl: env.rpcUrl, gatewayId: env.gatewayId },
  }
  const gateway = await startGateway(deps, { ...env, routes, sweepMs: 30_000, authTimeoutMs: 10_000 })
  const chain = connectChain(env.rpcUrl, deployment)
  const times = await retry(() => readEpochTimes(chain), {
    signal: shutdown.signal,
    isRetryable: () => true,
    onRetry: (err) => logger.warn({ err }, 'the chain did not answer'),
  })
  const jobs = startJobs(gateway.hub, deps, { epochAt: times.epochAt })
  shutdown.add('jobs', jobs.close)
  const measuring = await startMeasuring(gateway.hub, deps, { chain, times, jobs })
  shutdown.add('measuring', measuring.close)
  const health = await startHealthServer({
    port: env.healthPort,
    registry: metrics.registry,
    notReadyReasons: gateway.notReadyReasons,
    details: () => ({ gateway: env.gatewayId, sessions: gateway.sessionCount() }),
  })
  shutdown.add('health server', health.close)
  // Added last, so it is the first to go: parts are closed when no session is left.
  shutdown.add('sessions', gateway.drain)
  const { port } = await gateway.open()
  logger.info({ port, healthPort: health.port, gatewayId: env.gatewayId }, 'gateway was opened')
}

main().catch((caught: unknown) => {
  // What a person has to put right is one sentence; anything else is a fault of ours and shows where.
  console.error(isAppError(caught) ? caught.message : caught)
  process.exit(1)
})
