import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import type { ChainReader } from '../chain-reader.ts'

export type Snapshot = { number: bigint; hash: Hex; timestamp: bigint }

export type SnapshotFinder = {
  /**
   * The last block with a timestamp below `time` (seconds). The head must be at or after `time`, so that the
   * answer can no longer change but by a reorg. @throws AppError EPOCH_INVALID (retryable) before that.
   */
  lastBlockBefore: (time: bigint) => Promise<Snapshot>
}

/** Looks onwards from where it found the last one, so that consecutive epochs cost a few calls each. */
export function createSnapshotFinder({ client, deployment }: ChainReader): SnapshotFinder {
  let cursor: Snapshot | undefined

  const blockAt = async (number: bigint): Promise<Snapshot> => {
    const block = await client.getBlock({ blockNumber: number })
    return { number, hash: block.hash, timestamp: block.timestamp }
  }

  const startFor = async (time: bigint, head: bigint): Promise<Snapshot> => {
    if (cursor !== undefined && cursor.number <= head && cursor.timestamp < time) {
      const same = await blockAt(cursor.number)
      if (same.hash === cursor.hash) return same
    }
    return blockAt(BigInt(deployment.deploymentBlock))
  }

  return {
    lastBlockBefore: async (time) => {
      const head = await client.getBlock()
      if (head.timestamp < time) {
        throw new AppError('EPOCH_INVALID', 'The chain has not reached the end of this epoch.', {
          retryable: true,
        })
      }
      // Invariant: below.timestamp < time <= timestamp of block `above`.
      let below = await startFor(time, head.number)
      let above = head.number
      for (let step = 1n; below.number + step < above; step *= 8n) {
        const probe = await blockAt(below.number + step)
        if (probe.timestamp >= time) {
          above = probe.number
          break
        }
        below = probe
      }
      while (below.number + 1n < above) {
        const middle = await blockAt((below.number + above) / 2n)
        if (middle.timestamp < time) below = middle
        else above = middle.number
      }
      cursor = below
      return below
    },
  }
}
