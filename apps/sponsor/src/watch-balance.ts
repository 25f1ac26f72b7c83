import type { Logger } from '@network3/service/logger'
import type { SponsorMetrics } from './sponsor-metrics.ts'
import type { NotReady } from './sponsor-server.ts'
import type { SponsorWallet } from './sponsor-wallet.ts'

const EVERY_MS = 30_000

/** Looks at the sponsor's balance now and then; `problem` is why the sponsor is not ready, if it is not. */
export async function watchBalance(options: {
  wallet: Pick<SponsorWallet, 'address' | 'balance'>
  alarmWei: bigint
  logger: Logger
  metrics: SponsorMetrics
}) {
  const { wallet, alarmWei, logger, metrics } = options
  let problem: NotReady | undefined
  const look = async () => {
    try {
      const wei = await wallet.balance()
      // A gauge is a float; nothing is decided by it.
      metrics.balance.set(Number(wei) / 1e18)
      const isLow = wei < alarmWei
      if (isLow && problem?.code !== 'SPONSOR_BALANCE_LOW')
        logger.error({ sponsor: wallet.address, wei: String(wei) }, 'balance is low, send ETH')
      problem = isLow
        ? { code: 'SPONSOR_BALANCE_LOW', message: `${wallet.address} has ${wei} wei left: send it ETH.` }
        : undefined
    } catch (error) {
      problem = { code: 'RPC_UNREACHABLE', message: 'The chain does not answer.' }
      logger.warn({ err: error }, 'balance could not be read')
    }
  }
  await look()
  const timer = setInterval(() => void look(), EVERY_MS)
  return { problem: () => problem, stop: () => clearInterval(timer) }
}
