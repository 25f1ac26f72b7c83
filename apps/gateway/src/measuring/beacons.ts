import type { ChainReader } from '@network3/chain/chain-reader'
import { createSnapshotFinder, type Snapshot } from '@network3/chain/epochs/find-snapshot'
import { epochStartsAt } from '@network3/core/epochs'
import type { EpochTimes } from './epoch-times.ts'

/** The last block before each epoch: its hash is in every nonce of the epoch. */
export type Beacons = {
  /** Throws EPOCH_INVALID (retryable) while the chain has not reached the epoch, and what the chain answers. */
  find(epoch: bigint): Promise<Snapshot>
}

export function createBeacons(chain: ChainReader, times: EpochTimes): Beacons {
  const finder = createSnapshotFinder(chain)
  const known = new Map<bigint, Snapshot>()
  let last: Promise<unknown> = Promise.resolve()
  const look = async (epoch: bigint): Promise<Snapshot> => {
    const beacon = known.get(epoch) ?? (await finder.lastBlockBefore(epochStartsAt(times.clock, epoch)))
    known.set(epoch, beacon)
    for (const old of known.keys()) if (old < epoch - 4n) known.delete(old)
    return beacon
  }
  return {
    // One after the other: the finder goes on from where it was.
    find: (epoch) => {
      const found = last.then(() => look(epoch))
      last = found.catch(() => {})
      return found
    },
  }
}
