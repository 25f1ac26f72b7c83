import type { Deployment } from '@network3/chain/deployment'
import type { Hex } from '@network3/core/hex'
import type { Logger } from '@network3/service/logger'
import { openQuotaBook, type QuotaLimits } from './quota-book.ts'
import { createRegisterNode } from './register-node.ts'
import { connectRegistryChain } from './registry-chain.ts'
import { createSponsorMetrics } from './sponsor-metrics.ts'
import { startSponsorServer } from './sponsor-server.ts'
import { watchBalance } from './watch-balance.ts'

export type SponsorOptions = {
  rpcUrl: string
  deployment: Deployment
  privateKey: Hex
  /** 0 takes any free port. */
  port: number
  quotaFile: string
  limits: QuotaLimits
  alarmWei: bigint
  logger: Logger
}

/** The sponsor in this process, until closed. */
export async function runSponsor(options: SponsorOptions) {
  const { rpcUrl, deployment, privateKey, logger, limits, alarmWei } = options
  const now = () => Date.now()
  const metrics = createSponsorMetrics()
  const chain = connectRegistryChain(rpcUrl, deployment, privateKey)
  const quotas = openQuotaBook(options.quotaFile, limits, now)
  const balance = await watchBalance({ chain, alarmWei, logger, metrics })
  const register = createRegisterNode({ chain, quotas, logger, metrics, now })
  const server = await startSponsorServer({
    port: options.port,
    register,
    notReady: () => {
      metrics.day.set(quotas.size())
      const problem = balance.problem()
      return problem === undefined ? [] : [problem]
    },
    ...{ metrics, logger },
  })
  logger.info({ port: server.port, sponsor: chain.sponsor }, 'sponsor listens')
  return {
    url: `http://127.0.0.1:${server.port}`,
    close: async () => {
      balance.stop()
      await server.close()
      quotas.close()
    },
  }
}
