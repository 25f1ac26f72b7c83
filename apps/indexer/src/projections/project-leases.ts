import { claimOutcomes, closeReasons, reasonOfClose, reasonOfOutcome } from '@network3/core/lease-state'
import type { LeaseStep } from '@network3/db/write/lease-events'
import type { LeaseRecord } from '@network3/db/write/lease-rows'
import type { CancelledNonce } from '@network3/db/write/offer-cancellations'
import type { EventOf, EventPlace } from './changes.ts'
import { type LeaseMarketEvent, nameOf } from './fold-lease.ts'

/** What a run of LeaseMarket's events does: steps of leases in order, and offers withdrawn. */
export type LeaseChanges = {
  steps: { event: LeaseMarketEvent; place: EventPlace }[]
  cancelled: CancelledNonce[]
  /** The last one of each operator counts; they only rise. */
  floors: Map<CancelledNonce['operator'], CancelledNonce>
}

export function createLeaseChanges(): LeaseChanges {
  return { steps: [], cancelled: [], floors: new Map() }
}

export function projectLeases(
  changes: LeaseChanges,
  event: EventOf<'lease-market'>,
  place: EventPlace,
): void {
  switch (event.name) {
    case 'LeaseOpened':
    case 'Redeemed':
    case 'LeaseClosing':
    case 'LeaseClosed':
    case 'UsageLodged':
    case 'UsageContested':
    case 'UsageSettled':
      changes.steps.push({ event, place })
      return
    case 'OfferCancelled':
      changes.cancelled.push({ ...event.args, at: place.minedAt })
      return
    case 'OffersCancelledBelow':
      changes.floors.set(event.args.operator, { ...event.args, at: place.minedAt })
  }
}

/** A step as its history tells it. `state` is the lease after it. */
export function toLeaseStep(event: LeaseMarketEvent, place: EventPlace, state: LeaseRecord): LeaseStep {
  return {
    ...{ blockNumber: place.blockNumber, logIndex: place.logIndex, minedAt: place.minedAt },
    ...{ txHash: place.txHash, leaseId: state.id, offerId: state.offerId },
    ...{ units: null, amountWei: null, slotsTaken: null, consumedUnits: null },
    ...describeStep(event, state),
  }
}

function describeStep(
  event: LeaseMarketEvent,
  state: LeaseRecord,
): Pick<LeaseStep, 'type' | 'reason'> & Partial<LeaseStep> {
  switch (event.name) {
    case 'LeaseOpened': {
      const { slotsTaken, consumedUnits } = event.args
      const { units, pricePerUnitWei } = state
      const amountWei = units * pricePerUnitWei
      return { type: 'opened', reason: 'LEASE_OPEN', units, amountWei, slotsTaken, consumedUnits }
    }
    case 'Redeemed':
      return {
        ...{ type: 'redeemed', reason: 'LEASE_PAID' },
        ...{ units: event.args.units, amountWei: event.args.paid },
      }
    case 'LeaseClosing':
      return { type: 'closing', reason: 'LEASE_THAWING' }
    case 'LeaseClosed': {
      const { reason, redeemedUnits, refunded, slotsTaken, consumedUnits } = event.args
      return {
        ...{ type: 'closed', reason: reasonOfClose[nameOf(closeReasons, reason)] },
        ...{ units: redeemedUnits, amountWei: refunded, slotsTaken, consumedUnits },
      }
    }
    case 'UsageLodged':
      return { type: 'usage-lodged', reason: 'USAGE_LODGED', units: event.args.cumulativeUnits }
    case 'UsageContested':
      return { type: 'usage-contested', reason: 'USAGE_CONTESTED' }
    case 'UsageSettled': {
      const { outcome, cumulativeUnits, refunded, consumedUnits } = event.args
      return {
        ...{ type: 'usage-settled', reason: reasonOfOutcome[nameOf(claimOutcomes, outcome)] },
        ...{ units: cumulativeUnits, amountWei: refunded, consumedUnits },
      }
    }
  }
}
