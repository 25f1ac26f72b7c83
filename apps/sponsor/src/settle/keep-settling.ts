import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { isAppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import type { Logger } from '@network3/service/logger'
import { encodeFunctionData } from 'viem'
import { keepDoing } from '../keep-doing.ts'
import type { SponsorMetrics } from '../sponsor-metrics.ts'
import type { SponsorWallet } from '../sponsor-wallet.ts'
import { judgeDues, type SettleReason, settleReasons } from './judge-dues.ts'
import { type Due, readDues } from './read-dues.ts'
import { keyOfSettlement, type openSettleBook } from './settle-book.ts'

export type SettlingOptions = {
  siteUrl: string
  leaseMarket: Address
  wallet: Pick<SponsorWallet, 'estimate' | 'feePerGas' | 'send' | 'wait'>
  book: ReturnType<typeof openSettleBook>
  n3PerEth: bigint
  /** Settlements in 24 hours, at most. */
  dayLimit: number
  everyMs: number
  logger: Logger
  metrics: SponsorMetrics
}

/** Sent together before any is waited for. */
const BATCH = 20
/** Something that was noted is not tried again for as long: it is under way, or being indexed. */
const NOTED_MS = 120_000
/** Something the contract refused. */
const REFUSED_MS = 3_600_000

/**
 * Settles what is over for all operators and renters, for as long as it runs: finalizes leases after their thaw or their
 * grace period, which frees slots and gives the rest back, and settles claims of measured usage. Anybody may do it, the
 * money goes where the contract says, and doing it twice is refused: so a list that is wrong costs gas, and no more.
 */
export function keepSettling(options: SettlingOptions): { stop: () => Promise<void> } {
  const { everyMs, logger, metrics } = options
  const refusedUntil = new Map<string, number>()
  return keepDoing(() => settleOnce(options, refusedUntil), {
    everyMs,
    onFault: (reason, error) => {
      metrics.settleFaults.inc({ reason })
      logger.warn({ err: error }, 'what is over could not be settled')
    },
  })
}

/** One round; `refusedUntil` remembers what the contract refused, by keyOfSettlement. */
async function settleOnce(options: SettlingOptions, refusedUntil: Map<string, number>): Promise<void> {
  const { siteUrl, wallet, book, n3PerEth, dayLimit, logger, metrics } = options
  const now = Date.now()
  for (const [key, until] of refusedUntil) if (until <= now) refusedUntil.delete(key)
  const dues = await readDues(siteUrl)
  const noted = book.since(now - NOTED_MS)
  const settled = book.counts()
  const { chosen, waiting } = judgeDues(
    dues,
    {
      now,
      feePerGasWei: dues.length === 0 ? 0n : await wallet.feePerGas(),
      room: dayLimit - settled.all,
      roomForSlots: Math.ceil(dayLimit / 2) - settled.forSlots,
      wasTried: (due) => noted.has(keyOfSettlement(due)) || refusedUntil.has(keyOfSettlement(due)),
    },
    n3PerEth,
  )
  for (const reason of Object.keys(settleReasons) as SettleReason[]) {
    const count = waiting[reason]
    metrics.settleWaiting.set({ reason }, count)
    const level = reason === 'SETTLE_DAY_LIMIT' ? 'warn' : 'debug'
    if (count > 0) logger[level]({ reason, count }, settleReasons[reason])
  }
  for (let start = 0; start < chosen.length; start += BATCH)
    await settleBatch(options, refusedUntil, chosen.slice(start, start + BATCH))
}

/** Sends them one after the other, each a transaction, so that one that comes too late takes no other with it. */
async function settleBatch(
  { leaseMarket, wallet, book, logger, metrics }: SettlingOptions,
  refusedUntil: Map<string, number>,
  batch: readonly (Due & { isForSlots: boolean })[],
): Promise<void> {
  const sent: { due: Due; hash: Hex }[] = []
  try {
    for (const due of batch) {
      const call = callOf(leaseMarket, due)
      try {
        await wallet.estimate(call)
        book.note({ act: due.act, leaseId: String(due.leaseId), isForSlots: due.isForSlots })
        sent.push({ due, hash: await wallet.send(call) })
      } catch (error) {
        if (!isAppError(error, 'TX_REVERTED')) throw error
        refuse(due)
      }
    }
  } finally {
    // What was sent is followed to its end, also when the chain fails in the middle of a batch.
    await Promise.all(sent.map(follow))
  }

  async function follow({ due, hash }: { due: Due; hash: Hex }): Promise<void> {
    try {
      await wallet.wait(hash)
      metrics.settled.inc({ act: due.act })
      logger.info({ act: due.act, leaseId: String(due.leaseId), txHash: hash }, 'a lease was settled')
    } catch (error) {
      if (isAppError(error, 'TX_REVERTED')) return refuse(due)
      metrics.settleFaults.inc({ reason: isAppError(error) ? error.code : 'INTERNAL' })
      logger.warn({ err: error, txHash: hash }, 'a settlement is not mined yet')
    }
  }

  function refuse(due: Due): void {
    refusedUntil.set(keyOfSettlement(due), Date.now() + REFUSED_MS)
    metrics.settleFaults.inc({ reason: 'TX_REVERTED' })
    logger.warn({ act: due.act, leaseId: String(due.leaseId) }, 'the contract refuses to settle this')
  }
}

function callOf(to: Address, { act, leaseId }: Due): { to: Address; data: Hex } {
  const functionName = act === 'finalize' ? 'finalize' : 'settleUsage'
  return { to, data: encodeFunctionData({ abi: leaseMarketAbi, functionName, args: [leaseId] }) }
}
