import type { Deployment } from '@network3/chain/deployment'
import type { Hex } from '@network3/core/hex'
import type { Logger } from '@network3/service/logger'
import type { SponsorEnv } from './env.ts'
import { openQuotaBook, type QuotaLimits } from './quota-book.ts'
import { keepRedeeming } from './redeem/keep-redeeming.ts'
import { openRedeemBook } from './redeem/redeem-book.ts'
import { createRegisterNode } from './register-node.ts'
import { connectRegistryChain } from './registry-chain.ts'
import { createSponsorMetrics } from './sponsor-metrics.ts'
import { startSponsorServer } from './sponsor-server.ts'
import { connectSponsorWallet } from './sponsor-wallet.ts'
import { watchBalance } from './watch-balance.ts'

type RedeemSettings = NonNullable<SponsorEnv['redeeming']>

export type SponsorOptions = {
  rpcUrl: string
  deployment: Deployment
  privateKey: Hex
  /** 0 takes any free port. */
  port: number
  quotaFile: string
  limits: QuotaLimits
  /** Vouchers redeemed for operators; undefined: none. */
  redeeming?: (RedeemSettings & { bookFile: string }) | undefined
  alarmWei: bigint
  logger: Logger
}

/** Vouchers in one transaction: a third of a block at most. */
const BATCH = 50

/** The sponsor in this process, until closed. */
export async function runSponsor(options: SponsorOptions) {
  const { rpcUrl, deployment, privateKey, logger, limits, alarmWei } = options
  const now = () => Date.now()
  const metrics = createSponsorMetrics()
  const wallet = connectSponsorWallet(rpcUrl, deployment, privateKey)
  const chain = connectRegistryChain(wallet, deployment)
  const quotas = openQuotaBook(options.quotaFile, limits, now)
  const balance = await watchBalance({ wallet, alarmWei, logger, metrics })
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
  const redeeming = options.redeeming && startRedeeming(options.redeeming)
  logger.info({ port: server.port, sponsor: wallet.address }, 'sponsor listens')
  return {
    url: `http://127.0.0.1:${server.port}`,
    close: async () => {
      balance.stop()
      await redeeming?.close()
      await server.close()
      quotas.close()
    },
  }

  function startRedeeming({
    bookFile,
    siteUrl,
    everyMs,
    dayLimit,
    n3PerEth,
    worth,
  }: RedeemSettings & { bookFile: string }) {
    const book = openRedeemBook(bookFile, now)
    const keeping = keepRedeeming({
      ...{ siteUrl, everyMs, dayLimit, wallet, book, logger, metrics },
      ...{ leaseMarket: deployment.contracts.leaseMarket, terms: { n3PerEth, worth, batch: BATCH } },
    })
    return {
      close: async () => {
        await keeping.stop()
        book.close()
      },
    }
  }
}
