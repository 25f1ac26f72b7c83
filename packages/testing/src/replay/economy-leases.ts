import type { Economy, OpenLease } from './economy.ts'
import type { EventDraft } from './encode-draft.ts'
import { addressOf } from './profile.ts'

const OPEN_LEASES = 2_000
const CLOSE_REASON_EXHAUSTED = 4

/** A lease is opened while there are few; else one is paid, and closed once it is used up. */
export function leaseAction(economy: Economy, minedAt: number): EventDraft[] {
  const { leases, random } = economy
  if (leases.size < 10 || (leases.size < OPEN_LEASES && random(5) === 0)) return open(economy, minedAt)
  // The one that was paid longest ago: a map gives its entries in the order they were put in.
  const [id, lease] = leases.entries().next().value ?? []
  if (id === undefined || lease === undefined) return []
  leases.delete(id)
  const left = lease.units - lease.redeemed
  const units = left < 100n ? left : BigInt(50 + random(50))
  const paid = redeem(economy, id, lease, units)
  if (lease.redeemed < lease.units) {
    leases.set(id, lease)
    return [paid]
  }
  return [paid, close(economy, id, lease)]
}

function open(economy: Economy, minedAt: number): EventDraft[] {
  const operator = economy.operator()
  const offerId = `0x${operator.slice(2)}${'0'.repeat(24)}` as const
  economy.leaseCount += 1
  const lease: OpenLease = { operator, offerId, units: 500n, price: 10n ** 12n, redeemed: 0n }
  economy.leases.set(economy.leaseCount, lease)
  economy.escrow += lease.units * lease.price
  const offer = economy.offers.get(offerId) ?? { slots: 0, units: 0n }
  offer.slots += 1
  offer.units += lease.units
  economy.offers.set(offerId, offer)
  const renter = addressOf(6, economy.random(1_000))
  const struct = {
    ...{ renter, expiresAt: minedAt + 86_400, slots: 1, status: 1, closeReason: 0, operator, minUnits: 0n },
    ...{ voucherSigner: renter, openedAt: minedAt, thawEndsAt: 0, pricePerUnit: lease.price },
    ...{ units: lease.units, redeemedUnits: 0n, offerId },
  }
  const terms = { leaseId: economy.leaseCount, offerId, renter, lease: struct, kind: 1 }
  const after = { slotsTaken: offer.slots, consumedUnits: offer.units, escrowTotal: economy.escrow }
  return [['lease-market', 'LeaseOpened', { ...terms, specHash: `0x${'5e'.repeat(32)}`, ...after }]]
}

function redeem(economy: Economy, leaseId: number, lease: OpenLease, units: bigint): EventDraft {
  lease.redeemed += units
  const due = units * lease.price
  economy.escrow -= due
  const fee = due / 100n
  const state = { redeemedUnits: lease.redeemed, paid: due - fee, fee, escrowTotal: economy.escrow }
  return ['lease-market', 'Redeemed', { leaseId, operator: lease.operator, units, ...state }]
}

function close(economy: Economy, leaseId: number, lease: OpenLease): EventDraft {
  const offer = economy.offers.get(lease.offerId) ?? { slots: 1, units: 0n }
  offer.slots -= 1
  const terms = { leaseId, offerId: lease.offerId, reason: CLOSE_REASON_EXHAUSTED, refunded: 0n }
  const state = { redeemedUnits: lease.redeemed, heldUnits: 0n, slotsTaken: offer.slots }
  return [
    'lease-market',
    'LeaseClosed',
    { ...terms, ...state, consumedUnits: offer.units, escrowTotal: economy.escrow },
  ]
}
