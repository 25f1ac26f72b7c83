import { AppError } from '@network3/core/app-error'
import { claimOutcomes, closeReasons, offerKinds } from '@network3/core/lease-state'
import type { LeaseRecord } from '@network3/db/write/lease-rows'
import type { EventOf, EventPlace } from './changes.ts'

/** The events of LeaseMarket that are about one lease. */
export type LeaseMarketEvent = Extract<EventOf<'lease-market'>, { args: { leaseId: bigint } }>

/**
 * One step of a lease: its state after `event`, from that before, in the order of LeaseMarket:
 * opened once; then redeemed, and usage lodged, contested and settled any number of times; closing at most once;
 * closed once, after which a claim still held back may be settled.
 * Invariant, checked by the table: escrowed = paid + fee + refunded + still in the contract, to the wei.
 * Throws PROJECTION_BROKEN for an event of a lease that was never opened: then logs are missing.
 */
export function foldLease(
  state: LeaseRecord | undefined,
  event: LeaseMarketEvent,
  place: EventPlace,
): LeaseRecord {
  if (event.name === 'LeaseOpened') return open(event, place)
  if (state === undefined) {
    throw new AppError(
      'PROJECTION_BROKEN',
      `${event.name} came for lease ${event.args.leaseId}, which was never opened.`,
    )
  }
  switch (event.name) {
    case 'Redeemed': {
      const { redeemedUnits, paid, fee } = event.args
      const { paidWei, feeWei, escrowWei } = state
      return {
        ...state,
        ...{ redeemedUnits, paidWei: paidWei + paid, feeWei: feeWei + fee },
        escrowWei: escrowWei - paid - fee,
      }
    }
    case 'LeaseClosing':
      return { ...state, status: 'closing', thawEndsAt: event.args.thawEndsAt }
    case 'LeaseClosed':
      return close(state, event, place)
    case 'UsageLodged': {
      const { cumulativeUnits: lodgedUnits, contestEndsAt } = event.args
      return { ...state, lodgedUnits, claim: { status: 'lodged', contestEndsAt, rulingEndsAt: null } }
    }
    case 'UsageContested': {
      const { rulingEndsAt } = event.args
      return { ...state, claim: state.claim && { ...state.claim, status: 'contested', rulingEndsAt } }
    }
    case 'UsageSettled':
      return settle(state, event, place)
  }
}

function open(event: LeaseMarketEvent & { name: 'LeaseOpened' }, place: EventPlace): LeaseRecord {
  const { leaseId, offerId, lease, kind, specHash } = event.args
  return {
    ...{ id: leaseId, offerId, operator: lease.operator, renter: lease.renter, specHash },
    voucherSigner: lease.voucherSigner,
    kind: nameOf(offerKinds, kind),
    ...{ slots: lease.slots, units: lease.units, minUnits: lease.minUnits },
    pricePerUnitWei: lease.pricePerUnit,
    ...{ openedAt: lease.openedAt, openedTx: place.txHash, expiresAt: lease.expiresAt },
    ...{ status: 'open', thawEndsAt: null, closed: null },
    ...{ redeemedUnits: 0n, paidWei: 0n, feeWei: 0n, refundedWei: 0n },
    escrowWei: lease.units * lease.pricePerUnit,
    ...{ heldUnits: 0n, claim: null, lodgedUnits: 0n, settled: null },
  }
}

/** What stays in the contract is what a pending claim holds back. */
function close(
  state: LeaseRecord,
  { args }: LeaseMarketEvent & { name: 'LeaseClosed' },
  place: EventPlace,
): LeaseRecord {
  return {
    ...state,
    status: 'closed',
    closed: { at: place.minedAt, tx: place.txHash, reason: nameOf(closeReasons, args.reason) },
    redeemedUnits: args.redeemedUnits,
    refundedWei: state.refundedWei + args.refunded,
    heldUnits: args.heldUnits,
    escrowWei: args.heldUnits * state.pricePerUnitWei,
  }
}

/** What it made due was paid by a Redeemed before it; of a closed lease, the rest of what was held back is free. */
function settle(
  state: LeaseRecord,
  { args }: LeaseMarketEvent & { name: 'UsageSettled' },
  place: EventPlace,
): LeaseRecord {
  const outcome = nameOf(claimOutcomes, args.outcome)
  return {
    ...state,
    claim: null,
    settled: { outcome, units: args.cumulativeUnits, at: place.minedAt },
    refundedWei: state.refundedWei + args.refunded,
    heldUnits: 0n,
    escrowWei: state.status === 'closed' ? 0n : state.escrowWei,
  }
}

/** The name of an enum's value. Throws ABI_DRIFT for one that we do not know. */
export function nameOf<T>(names: readonly T[], index: number): NonNullable<T> {
  const name = names[index]
  if (name === undefined || name === null) {
    throw new AppError(
      'ABI_DRIFT',
      `An event carries ${index}, which none of ${names.join(', ')} stands for.`,
    )
  }
  return name
}
