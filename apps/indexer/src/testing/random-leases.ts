import type { Address, Hex } from '@network3/core/hex'
import { claimOutcomes, closeReasons, offerKinds } from '@network3/core/lease-state'
import { escrowTotal, type LeaseModel, type ModelLease } from './lease-model.ts'
import type { Model } from './model.ts'
import type { Random } from './random.ts'
import type { EventDraft } from './random-events.ts'

type CloseReason = Exclude<(typeof closeReasons)[number], undefined>
type Outcome = Exclude<(typeof claimOutcomes)[number], undefined>
type Market = { market: LeaseModel; now: number; random: Random }

const draft = (name: string, args: Record<string, unknown>): EventDraft => ['lease-market', name, args]

/** One action on the lease market, with the events in the order in which LeaseMarket emits them. */
export function actOnMarket(model: Model, random: Random, operators: readonly Address[]): EventDraft[] {
  const at: Market = { market: model.leases, now: model.now, random }
  const leases = [...at.market.leases].filter(
    ([, { status, claim }]) => status !== 'closed' || claim !== null,
  )
  const roll = random.below(12)
  if (roll <= 1) return cancel(at, random.pick(operators))
  if (roll < 5 || leases.length === 0) return open(at, random.pick(operators))
  const [leaseId, lease] = random.pick(leases)
  if (lease.claim !== null && random.below(4) === 0) return settle(at, leaseId, lease)
  if (lease.claim === 'lodged' && random.below(4) === 0) return contest(at, leaseId, lease)
  if (lease.status === 'closed') return []
  switch (random.below(7)) {
    case 0:
    case 1:
      return lodge(at, leaseId, lease)
    case 2:
      if (lease.status !== 'open') return finalize(at, leaseId, lease, 'renter-closed')
      return closing(at, leaseId, lease)
    case 3:
    case 4: {
      const reason = random.pick(['operator-closed', 'expired'] as const)
      return reason === 'expired' && lease.status === 'open'
        ? finalize(at, leaseId, lease, 'expired')
        : close(at, leaseId, lease, 'operator-closed')
    }
    default:
      return redeem(at, leaseId, lease)
  }
}

function cancel({ market, now, random }: Market, operator: Address): EventDraft[] {
  if (random.below(2) === 0) {
    const nonce = BigInt(random.below(2))
    const key = `${operator}:${nonce}`
    // The contract says so again when asked again; the first time counts.
    if (!market.cancelled.has(key)) market.cancelled.set(key, now)
    return [draft('OfferCancelled', { operator, nonce })]
  }
  const nonce = (market.floors.get(operator) ?? 0n) + random.amount(4n)
  market.floors.set(operator, nonce)
  return [draft('OffersCancelledBelow', { operator, nonce })]
}

function open({ market, now, random }: Market, operator: Address): EventDraft[] {
  const index = random.below(3)
  const offerId: Hex = `0x${operator.slice(2)}${String(index).padStart(24, '0')}`
  const offer = market.offers.get(offerId) ?? {
    ...{ operator, kind: offerKinds[index] ?? 'compute', slotsTaken: 0, consumed: 0n },
  }
  const leaseId = BigInt(market.leases.size + 1)
  const [units, price] = [random.amount(1_000n), random.amount(10n ** 18n)]
  const lease: ModelLease = {
    ...{
      offerId,
      operator,
      renter: operator,
      slots: 1 + random.below(3),
      units,
      price,
      minUnits: units / 4n,
    },
    ...{
      expiresAt: now + 600,
      thawEndsAt: null,
      status: 'open',
      reason: null,
      redeemed: 0n,
      paid: 0n,
      fee: 0n,
    },
    ...{ refunded: 0n, held: 0n, escrow: units * price, claim: null, lodged: 0n, outcome: null, steps: 1 },
  }
  lease.renter = `0x${random.below(4).toString(16).padStart(40, 'e')}`
  offer.slotsTaken += lease.slots
  offer.consumed += units
  market.offers.set(offerId, offer)
  market.leases.set(leaseId, lease)
  const struct = {
    ...{ renter: lease.renter, expiresAt: lease.expiresAt, slots: lease.slots, status: 1, closeReason: 0 },
    ...{
      operator,
      minUnits: lease.minUnits,
      voucherSigner: `0x${'77'.repeat(20)}`,
      openedAt: now,
      thawEndsAt: 0,
    },
    ...{ pricePerUnit: price, units, redeemedUnits: 0n, offerId },
  }
  const state = {
    slotsTaken: offer.slotsTaken,
    consumedUnits: offer.consumed,
    escrowTotal: escrowTotal(market),
  }
  const kind = offerKinds.indexOf(offer.kind as (typeof offerKinds)[number])
  const specHash: Hex = `0x${'5e'.repeat(32)}`
  return [
    draft('LeaseOpened', { leaseId, offerId, renter: lease.renter, lease: struct, kind, specHash, ...state }),
  ]
}

function pay({ market }: Market, leaseId: bigint, lease: ModelLease, upTo: bigint): EventDraft[] {
  const units = upTo - lease.redeemed
  if (units <= 0n) return []
  const fee = (units * lease.price) / 100n
  const paid = units * lease.price - fee
  lease.redeemed = upTo
  lease.paid += paid
  lease.fee += fee
  lease.escrow -= paid + fee
  lease.steps += 1
  const state = { redeemedUnits: upTo, paid, fee, escrowTotal: escrowTotal(market) }
  return [draft('Redeemed', { leaseId, operator: lease.operator, units, ...state })]
}

function redeem(at: Market, leaseId: bigint, lease: ModelLease): EventDraft[] {
  const left = lease.units - lease.redeemed
  const takesAll = at.random.below(6) === 0
  const paid = pay(at, leaseId, lease, lease.redeemed + (takesAll ? left : at.random.amount(left)))
  return lease.redeemed === lease.units ? [...paid, ...close(at, leaseId, lease, 'exhausted')] : paid
}

function closing({ now }: Market, leaseId: bigint, lease: ModelLease): EventDraft[] {
  Object.assign(lease, { status: 'closing', thawEndsAt: now + 30, steps: lease.steps + 1 })
  return [draft('LeaseClosing', { leaseId, renter: lease.renter, thawEndsAt: now + 30 })]
}

function finalize(at: Market, leaseId: bigint, lease: ModelLease, reason: CloseReason): EventDraft[] {
  const due = lease.minUnits > lease.redeemed ? pay(at, leaseId, lease, lease.minUnits) : []
  return [...due, ...close(at, leaseId, lease, reason)]
}

function close({ market }: Market, leaseId: bigint, lease: ModelLease, reason: CloseReason): EventDraft[] {
  const offer = offerOf(market, lease)
  const before: EventDraft[] = []
  let heldUnits = 0n
  if (lease.claim !== null && lease.lodged > lease.redeemed) heldUnits = lease.lodged - lease.redeemed
  else if (lease.claim !== null) before.push(settled(market, leaseId, lease, 'overtaken', lease.lodged, 0n))
  const unused = lease.units - lease.redeemed - heldUnits
  const refunded = unused * lease.price
  Object.assign(lease, { status: 'closed', reason, held: heldUnits, steps: lease.steps + 1 })
  lease.refunded += refunded
  lease.escrow -= refunded
  offer.slotsTaken -= lease.slots
  offer.consumed -= unused
  const state = {
    slotsTaken: offer.slotsTaken,
    consumedUnits: offer.consumed,
    escrowTotal: escrowTotal(market),
  }
  const terms = { offerId: lease.offerId, reason: closeReasons.indexOf(reason), refunded }
  return [
    ...before,
    draft('LeaseClosed', { leaseId, ...terms, redeemedUnits: lease.redeemed, heldUnits, ...state }),
  ]
}

function lodge({ now, random }: Market, leaseId: bigint, lease: ModelLease): EventDraft[] {
  const unlodged = lease.lodged - lease.redeemed
  const floor = lease.redeemed + (unlodged > 0n ? unlodged : 0n)
  if (floor >= lease.units) return []
  Object.assign(lease, { claim: 'lodged', lodged: floor + random.amount(lease.units - floor) })
  lease.steps += 1
  return [draft('UsageLodged', { leaseId, cumulativeUnits: lease.lodged, contestEndsAt: now + 30 })]
}

function contest({ now }: Market, leaseId: bigint, lease: ModelLease): EventDraft[] {
  Object.assign(lease, { claim: 'contested', steps: lease.steps + 1 })
  return [draft('UsageContested', { leaseId, renter: lease.renter, rulingEndsAt: now + 60 })]
}

function settle(at: Market, leaseId: bigint, lease: ModelLease): EventDraft[] {
  const { market, random } = at
  let outcome: Outcome = lease.claim === 'lodged' ? 'uncontested' : random.pick(['ruled', 'ruling-missed'])
  let units =
    outcome === 'uncontested' ? lease.lodged : outcome === 'ruled' ? random.amount(lease.lodged) : 0n
  if (lease.lodged <= lease.redeemed) [outcome, units] = ['overtaken', lease.lodged]
  const held = lease.held
  const before = lease.redeemed
  const paid = pay(at, leaseId, lease, units)
  const unused = held === 0n ? 0n : held - (lease.redeemed - before)
  offerOf(market, lease).consumed -= unused
  const end = settled(market, leaseId, lease, outcome, units, unused * lease.price)
  const isUsedUp = lease.status !== 'closed' && lease.redeemed === lease.units
  return [...paid, end, ...(isUsedUp ? close(at, leaseId, lease, 'exhausted') : [])]
}

function settled(
  market: LeaseModel,
  leaseId: bigint,
  lease: ModelLease,
  outcome: Outcome,
  cumulativeUnits: bigint,
  refunded: bigint,
): EventDraft {
  Object.assign(lease, { claim: null, held: 0n, outcome, steps: lease.steps + 1 })
  lease.refunded += refunded
  lease.escrow -= refunded
  const state = { consumedUnits: offerOf(market, lease).consumed, escrowTotal: escrowTotal(market) }
  const terms = { outcome: claimOutcomes.indexOf(outcome), cumulativeUnits, refunded }
  return draft('UsageSettled', { leaseId, ...terms, ...state })
}

function offerOf(market: LeaseModel, lease: ModelLease) {
  const offer = market.offers.get(lease.offerId)
  if (offer === undefined) throw new Error(`The offer ${lease.offerId} has no lease.`)
  return offer
}
