import type { Deployment } from '@network3/chain/deployment'
import type { Hex } from '@network3/core/hex'
import type { Logger } from '@network3/service/logger'
import type { SponsorEnv } from './env.ts'
import { openQuotaBook, type QuotaLimits } from './quota-book.ts'
import { keepRedeeming } from './redeem/keep-redeeming.ts'
import { openRedeemBook } from './redeem/redeem-book.ts'
import { createRegisterNode } from './register-node.ts'
import { connectRegistryChain } from './registry-chain.ts'
import { keepSettling } from './settle/keep-settling.ts'
import { openSettleBook } from './settle/settle-book.ts'
import { createSponsorMetrics } from './sponsor-metrics.ts'
import { startSponsorServer } from './sponsor-server.ts'
import { connectSponsorWallet } from './sponsor-wallet.ts'
import { watchBalance } from './watch-balance.ts'

type RedeemSettings = NonNullable<SponsorEnv['redeeming']> & { bookFile: string }
type SettleSettings = NonNullable<SponsorEnv['settling']> & { bookFile: string }

export type SponsorOptions = {
  rpcUrl: string
  deployment: Deployment
  privateKey: Hex
  /** 0 takes any free port. */
  port: number
  quotaFile: string
  limits: QuotaLimits
  /** Vouchers redeemed for operators; undefined: none. */
  redeeming?: RedeemSettings | undefined
  /** Leases that are over are settled; undefined: not by this one. */
  settling?: SettleSettings | undefined
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
  const common = { leaseMarket: deployment.contracts.leaseMarket, wallet, logger, metrics }
  const redeeming = options.redeeming && startRedeeming(options.redeeming)
  const settling = options.settling && startSettling(options.settling)
  logger.info({ port: server.port, sponsor: wallet.address }, 'sponsor listens')
  return {
    url: `http://127.0.0.1:${server.port}`,
    close: async () => {
      balance.stop()
      await Promise.all([redeeming?.close(), settling?.close()])
      await server.close()
      quotas.close()
    },
  }

  function startRedeeming({ bookFile, n3PerEth, worth, ...settings }: RedeemSettings) {
    const book = openRedeemBook(bookFile, now)
    const terms = { n3PerEth, worth, batch: BATCH }
    return closing(keepRedeeming({ ...settings, ...common, book, terms }), book)
  }

  function startSettling({ bookFile, ...settings }: SettleSettings) {
    const book = openSettleBook(bookFile, now)
    return closing(keepSettling({ ...settings, ...common, book }), book)
  }
}

/** A book is closed when nobody writes to it any more. */
function closing(keeping: { stop: () => Promise<void> }, book: { close: () => void }) {
  return {
    close: async () => {
      await keeping.stop()
      book.close()
    },
  }
}
