import { loadDeployment } from '@network3/chain/load-deployment'
import { toAppError } from '@network3/core/app-error'
import { createLogger } from '@network3/service/logger'
import { createShutdown } from '@network3/service/shutdown'
import { connectEconomyChain } from '../economy/chain/economy-chain.ts'
import { fullSize } from '../economy/setup/plan-economy.ts'
import { readLoadEnv } from './load-env.ts'
import { runLoadAgents } from './run-load-agents.ts'
import { signPairings } from './sign-pairings.ts'

/** The nodes of the local economy, as a process of its own. */
async function main(): Promise<void> {
  const env = readLoadEnv()
  const logger = createLogger('load-agents', env.logLevel)
  const shutdown = createShutdown({ logger })
  const deployment = await loadDeployment({ chainId: env.chainId, file: env.deploymentFile })
  const chain = connectEconomyChain(env.rpcUrl, deployment)
  const { gatewayUrl } = env
  const running = runLoadAgents({ chain, size: fullSize, gatewayUrl, logger, signal: shutdown.signal })
  shutdown.add('load agents', () => running)
  await Promise.all([running, signPairings({ ...env, deployment, logger }, env.agentHomes, shutdown.signal)])
}

try {
  await main()
} catch (error) {
  process.stderr.write(`The local economy's nodes stopped: ${toAppError(error).message}\n`)
  process.exit(1)
}
