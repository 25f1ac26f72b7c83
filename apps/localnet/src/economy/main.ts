import { loadDeployment } from '@network3/chain/load-deployment'
import { toAppError } from '@network3/core/app-error'
import { createLogger } from '@network3/service/logger'
import { createShutdown } from '@network3/service/shutdown'
import { connectEconomyChain } from './chain/economy-chain.ts'
import { readEconomyEnv } from './env.ts'
import { runEconomy } from './run-economy.ts'
import { fullSize } from './setup/plan-economy.ts'

/** The local economy as a process of its own. SIGTERM ends it after the step under way. */
async function main(): Promise<void> {
  const env = readEconomyEnv()
  const logger = createLogger('economy', env.logLevel)
  const shutdown = createShutdown({ logger })
  const deployment = await loadDeployment({
    chainId: env.chainId,
    ...(env.deploymentFile !== undefined && { file: env.deploymentFile }),
  })
  const running = runEconomy({
    chain: connectEconomyChain(env.rpcUrl, deployment),
    size: fullSize,
    epochFilesUrl: env.epochFilesUrl,
    intervalMs: env.intervalMs,
    fulfils: env.fulfils,
    siteUrl: env.siteUrl,
    logger,
    signal: shutdown.signal,
  })
  shutdown.add('economy', () => running.catch(() => {}))
  await running
}

try {
  await main()
} catch (error) {
  process.stderr.write(`The local economy stopped: ${toAppError(error).message}\n`)
  process.exit(1)
}
