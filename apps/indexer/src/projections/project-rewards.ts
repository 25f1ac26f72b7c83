import { hourOf } from '@network3/db/write/payments'
import type { Changes, EventOf, EventPlace } from './changes.ts'

/** Rewards: roots, and what was paid. What was earned comes from epoch files, never from here. */
export function projectRewards(changes: Changes, event: EventOf<'rewards'>, place: EventPlace): void {
  switch (event.name) {
    case 'RootPosted': {
      const { epoch, root, cumulativeTotal, dataHash, claimableAt } = event.args
      changes.roots.push({
        type: 'posted',
        ...{ epoch, root, dataHash, place },
        cumulativeTotalWei: cumulativeTotal,
        claimableAt: Number(claimableAt),
      })
      return
    }
    case 'RootVetoed':
      changes.roots.push({ type: 'vetoed', epoch: event.args.epoch, at: place.minedAt })
      return
    case 'Claimed': {
      const { operator, amount } = event.args
      changes.payments.push({ operator, hour: hourOf(place.minedAt), earnedWei: 0n, paidWei: amount })
    }
  }
}
