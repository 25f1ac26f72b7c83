import type { Address } from '@network3/core/hex'
import { type HourDelta, hourOf } from '@network3/db/write/payments'
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
      const hour = hourOf(place.minedAt)
      const ofHour = changes.payments.get(hour) ?? new Map<Address, HourDelta>()
      if (ofHour.size === 0) changes.payments.set(hour, ofHour)
      const sum = ofHour.get(operator)
      if (sum === undefined) ofHour.set(operator, { operator, hour, earnedWei: 0n, paidWei: amount })
      else sum.paidWei += amount
    }
  }
}
