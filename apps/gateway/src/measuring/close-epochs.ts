import { rewardsAbi } from '@network3/chain/abi/rewards'
import type { ChainReader } from '@network3/chain/chain-reader'
import type { Pool } from '@network3/db/pool'
import { closeEpochReceipts, findLastClosedEpoch } from '@network3/db/write/epoch-receipts'
import type { Logger } from '@network3/service/logger'
import type { Beacons } from './beacons.ts'
import { composeReceipts } from './compose-receipts.ts'
import type { EpochTimes } from './epoch-times.ts'

export type CloserDeps = {
  pool: Pool
  chain: ChainReader
  chainId: number
  times: EpochTimes
  beacons: Beacons
  logger: Logger
}

/** After an epoch's end, so that the last answers and results have been written by every gateway. */
const CLOSE_AFTER_MS = 4_000
const EPOCHS_AT_ONCE = 60

/**
 * Closes the receipts of epochs that have ended, in order; whichever gateway is first does it, and the others find it
 * done. Epochs that were posted on chain already need none. Gives how many it closed. Throws what chain or database
 * answer; asking again is safe.
 */
export function createCloser({ pool, chain, chainId, times, beacons, logger }: CloserDeps) {
  let closed = 0n

  const begin = async (): Promise<bigint> => {
    const { rewards } = chain.deployment.contracts
    const posted = await chain.client.readContract({
      address: rewards,
      abi: rewardsAbi,
      functionName: 'lastEpoch',
    })
    return findLastClosedEpoch(pool, posted)
  }

  return async (now: number): Promise<number> => {
    const ended = times.epochAt(new Date(now - CLOSE_AFTER_MS)) - 1n
    if (closed >= ended) return 0
    const before = await begin()
    let count = 0
    for (let epoch = before + 1n; epoch <= ended && count < EPOCHS_AT_ONCE; epoch++) {
      const { number, hash } = await beacons.find(epoch)
      const head = { chainId, epoch: Number(epoch), beacon: { number: Number(number), hash } }
      const isMine = await closeEpochReceipts(pool, epoch, (measured) => {
        const receipts = composeReceipts(head, measured, (receipt) =>
          logger.error({ epoch: head.epoch, receipt }, 'a kept work receipt cannot be read and was left out'),
        )
        logger.info(
          {
            epoch: head.epoch,
            hash: receipts.hash,
            work: measured.work.length,
            bytes: receipts.content.length,
          },
          'receipts of an epoch were closed',
        )
        return receipts
      })
      if (isMine) count++
      closed = epoch
    }
    return count
  }
}
