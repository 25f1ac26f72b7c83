import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { isAppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import type { Logger } from '@network3/service/logger'
import { encodeFunctionData } from 'viem'
import { keepDoing } from '../keep-doing.ts'
import type { SponsorMetrics } from '../sponsor-metrics.ts'
import type { SponsorWallet } from '../sponsor-wallet.ts'
import { chooseVouchers, type RedeemTerms } from './choose-vouchers.ts'
import { readVouchers, type Voucher } from './read-vouchers.ts'
import type { openRedeemBook } from './redeem-book.ts'

export type RedeemingOptions = {
  siteUrl: string
  leaseMarket: Address
  wallet: Pick<SponsorWallet, 'estimate' | 'feePerGas' | 'send' | 'wait'>
  book: ReturnType<typeof openRedeemBook>
  terms: RedeemTerms
  /** Vouchers redeemed in 24 hours, at most. */
  dayLimit: number
  everyMs: number
  logger: Logger
  metrics: SponsorMetrics
}

/** A voucher the contract refused, or that was sent and is not indexed yet, is not tried again for as long. */
const REST_MS = 3_600_000

/**
 * Redeems vouchers of all operators for as long as it runs: every so often it asks the site, takes what is worth its
 * gas within the day's limit, and sends it in batches. A batch the contract would refuse is sent without the vouchers
 * it refuses. Money goes from a lease's escrow to its operator whoever sends, so nothing can be stolen by asking.
 */
export function keepRedeeming(options: RedeemingOptions): { stop: () => Promise<void> } {
  const { everyMs, logger, metrics } = options
  const restUntil = new Map<string, number>()
  return keepDoing(() => redeemOnce(options, restUntil, Date.now()), {
    everyMs,
    onFault: (reason, error) => {
      metrics.redeemFaults.inc({ reason })
      logger.warn({ err: error }, 'vouchers could not be redeemed')
    },
  })
}

/** One round; `restUntil` remembers between rounds what is not worth trying. */
async function redeemOnce(
  { siteUrl, leaseMarket, wallet, book, terms, dayLimit, logger, metrics }: RedeemingOptions,
  restUntil: Map<string, number>,
  now: number,
): Promise<void> {
  const keyOf = ({ leaseId, cumulativeUnits }: Voucher) => `${leaseId}/${cumulativeUnits}`
  for (const [key, until] of restUntil) if (until <= now) restUntil.delete(key)
  const found = await readVouchers(siteUrl)
  metrics.redeemable.set(found.length)
  if (found.length === 0) return
  const room = dayLimit - book.redeemed()
  const feePerGasWei = await wallet.feePerGas()
  const waiting = found.filter((voucher) => !restUntil.has(keyOf(voucher)))
  for (const batch of chooseVouchers(waiting, { now, feePerGasWei, room }, terms)) {
    const taken = await keepTaken(batch)
    if (taken.length === 0) continue
    book.note(taken.length)
    const hash = await wallet.send(callOf(leaseMarket, taken))
    for (const voucher of taken) restUntil.set(keyOf(voucher), now + REST_MS)
    await wallet.wait(hash)
    metrics.redeemed.inc(taken.length)
    logger.info({ vouchers: taken.length, txHash: hash }, 'vouchers were redeemed')
  }

  /** All of a batch that the contract takes: usually all. */
  async function keepTaken(batch: readonly Voucher[]): Promise<readonly Voucher[]> {
    if (await isTaken(batch)) return batch
    const taken: Voucher[] = []
    for (const voucher of batch) {
      if (await isTaken([voucher])) taken.push(voucher)
      else {
        restUntil.set(keyOf(voucher), now + REST_MS)
        metrics.redeemFaults.inc({ reason: 'TX_REVERTED' })
        logger.warn({ leaseId: String(voucher.leaseId) }, 'the contract refuses a voucher')
      }
    }
    return taken
  }

  async function isTaken(vouchers: readonly Voucher[]): Promise<boolean> {
    try {
      await wallet.estimate(callOf(leaseMarket, vouchers))
      return true
    } catch (error) {
      if (isAppError(error, 'TX_REVERTED')) return false
      throw error
    }
  }
}

function callOf(to: Address, vouchers: readonly Voucher[]): { to: Address; data: Hex } {
  const args = vouchers.map(({ leaseId, cumulativeUnits, signature }) => ({
    ...{ leaseId, cumulativeUnits, signature },
  }))
  return { to, data: encodeFunctionData({ abi: leaseMarketAbi, functionName: 'redeemMany', args: [args] }) }
}
