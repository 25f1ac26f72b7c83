import { type EpochClock, epochEndsAt, epochStartsAt } from '@network3/core/epochs'
import type { PostedEpoch } from '@network3/db/write/epochs'
import type { RootChange } from './changes.ts'

/** The row of a posted root. */
export function toPostedEpoch(change: RootChange & { type: 'posted' }, clock: EpochClock): PostedEpoch {
  return {
    epoch: change.epoch,
    startsAt: Number(epochStartsAt(clock, change.epoch)),
    endsAt: Number(epochEndsAt(clock, change.epoch)),
    root: change.root,
    cumulativeTotalWei: change.cumulativeTotalWei,
    dataHash: change.dataHash,
    postedBlock: change.place.blockNumber,
    postedAt: change.place.minedAt,
    postedTx: change.place.txHash,
    claimableAt: change.claimableAt,
    vetoedAt: null,
  }
}

/**
 * Every epoch's row after a whole history of roots: a veto withdraws each standing root from its epoch on, and a
 * root posted again replaces the withdrawn one.
 */
export function foldRoots(history: readonly RootChange[], clock: EpochClock): Map<bigint, PostedEpoch> {
  const epochs = new Map<bigint, PostedEpoch>()
  for (const change of history) {
    if (change.type === 'posted') epochs.set(change.epoch, toPostedEpoch(change, clock))
    else {
      for (const [number, epoch] of epochs) {
        if (number >= change.epoch && epoch.vetoedAt === null)
          epochs.set(number, { ...epoch, vetoedAt: change.at })
      }
    }
  }
  return epochs
}
