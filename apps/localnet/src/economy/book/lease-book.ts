import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { Address, Hex } from '@network3/core/hex'
import type { Lease } from '@network3/core/lease-state'

export type BookedLease = Lease & { id: bigint; offerId: Hex; openedAt: Date }

/** The lease market as its events tell it. Leases that are closed, with nothing left to settle, are dropped. */
export type LeaseBook = {
  leases: Map<bigint, BookedLease>
  /** What all leases of an offer take of it. */
  offers: Map<Hex, { slotsTaken: number; consumedUnits: bigint }>
  /** `operator/nonce` */
  cancelled: Set<string>
  /** operator → below which nonce its offers are cancelled. */
  floors: Map<Address, bigint>
}

export function createLeaseBook(): LeaseBook {
  return { leases: new Map(), offers: new Map(), cancelled: new Set(), floors: new Map() }
}

type MarketEvent = Extract<ContractEvent, { contract: 'lease-market' }>

export function enterLeaseEvent(book: LeaseBook, event: MarketEvent): void {
  switch (event.name) {
    case 'LeaseOpened':
      open(book, event)
      return
    case 'Redeemed':
      changeLease(book, event.args.leaseId, { redeemedUnits: event.args.redeemedUnits })
      return
    case 'LeaseClosing': {
      const { leaseId, thawEndsAt } = event.args
      changeLease(book, leaseId, { status: 'closing', thawEndsAt: dateOf(thawEndsAt) })
      return
    }
    case 'LeaseClosed': {
      const { leaseId, offerId, slotsTaken, consumedUnits } = event.args
      book.offers.set(offerId, { slotsTaken, consumedUnits })
      changeLease(book, leaseId, { status: 'closed' })
      return
    }
    case 'UsageLodged': {
      const { leaseId, cumulativeUnits, contestEndsAt } = event.args
      const claim = { status: 'lodged', contestEndsAt: dateOf(contestEndsAt), rulingEndsAt: null } as const
      changeLease(book, leaseId, { claim, lodgedUnits: cumulativeUnits })
      return
    }
    case 'UsageContested': {
      const { leaseId, rulingEndsAt } = event.args
      const claim = book.leases.get(leaseId)?.claim
      if (!claim) throw unknownLease(leaseId)
      changeLease(book, leaseId, {
        claim: { ...claim, status: 'contested', rulingEndsAt: dateOf(rulingEndsAt) },
      })
      return
    }
    case 'UsageSettled':
      settle(book, event)
      return
    case 'OfferCancelled':
      book.cancelled.add(`${event.args.operator}/${event.args.nonce}`)
      return
    case 'OffersCancelledBelow':
      book.floors.set(event.args.operator, event.args.nonce)
  }
}

function open(book: LeaseBook, { args }: MarketEvent & { name: 'LeaseOpened' }): void {
  const { leaseId, offerId, lease, slotsTaken, consumedUnits } = args
  book.offers.set(offerId, { slotsTaken, consumedUnits })
  book.leases.set(leaseId, {
    ...{ id: leaseId, offerId, renter: lease.renter, operator: lease.operator, status: 'open' },
    ...{ closeReason: null, units: lease.units, redeemedUnits: 0n, lodgedUnits: 0n },
    ...{
      openedAt: dateOf(lease.openedAt),
      expiresAt: dateOf(lease.expiresAt),
      thawEndsAt: null,
      claim: null,
    },
  })
}

function settle(book: LeaseBook, { args }: MarketEvent & { name: 'UsageSettled' }): void {
  const lease = book.leases.get(args.leaseId)
  if (lease === undefined) throw unknownLease(args.leaseId)
  const offer = book.offers.get(lease.offerId)
  if (offer !== undefined) book.offers.set(lease.offerId, { ...offer, consumedUnits: args.consumedUnits })
  changeLease(book, args.leaseId, { claim: null })
}

function changeLease(book: LeaseBook, id: bigint, change: Partial<BookedLease>): void {
  const before = book.leases.get(id)
  if (before === undefined) throw unknownLease(id)
  const after = { ...before, ...change }
  if (after.status === 'closed' && after.claim === null) book.leases.delete(id)
  else book.leases.set(id, after)
}

function unknownLease(id: bigint): Error {
  return new Error(`The chain changed lease ${id} before it was opened.`)
}

function dateOf(seconds: number): Date {
  return new Date(seconds * 1000)
}
