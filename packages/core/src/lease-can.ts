import type { Address } from './hex.ts'
import type { LeaseReasonCode } from './lease-reasons.ts'
import { finalizableAt, type Lease, reasonOfClose, settleableAt } from './lease-state.ts'

type Answer = true | LeaseReasonCode

/**
 * What may be done with a lease: true, or the reason why not. Each line is enforced again by LeaseMarket.sol; the
 * boundaries (≥ or >) are the contract's.
 */
export const leaseCan = {
  /** The renter once, which starts the thaw; the operator at any time, which closes at once. */
  close: (lease: Lease, who: Address): Answer => {
    if (lease.status === 'closed') return closedBecause(lease)
    if (isSame(who, lease.operator)) return true
    if (!isSame(who, lease.renter)) return 'LEASE_NOT_PARTY'
    return lease.status === 'closing' ? 'LEASE_THAWING' : true
  },

  /** Anyone, after the thaw or after time and grace. */
  finalize: (lease: Lease, now: Date, graceSeconds: number): Answer => {
    const opensUpAt = finalizableAt(lease, graceSeconds)
    if (opensUpAt === null) return closedBecause(lease)
    if (now >= opensUpAt) return true
    return lease.status === 'closing' ? 'LEASE_THAWING' : 'LEASE_NOT_FINALIZABLE'
  },

  /** Anyone with the voucher signer's signature, until the lease is closed. */
  redeem: (lease: Lease, cumulativeUnits: bigint): Answer => {
    if (lease.status === 'closed') return closedBecause(lease)
    return newUnits(lease, cumulativeUnits)
  },

  /** Anyone with the attestors' signatures, in a thaw only until it ends. More replaces a claim under way. */
  lodgeUsage: (lease: Lease, cumulativeUnits: bigint, now: Date): Answer => {
    if (lease.status === 'closed') return closedBecause(lease)
    if (lease.thawEndsAt !== null && now >= lease.thawEndsAt) return 'LEASE_THAW_OVER'
    const answer = newUnits(lease, cumulativeUnits)
    return answer !== true || cumulativeUnits > lease.lodgedUnits ? answer : 'USAGE_ALREADY_LODGED'
  },

  /** The renter, within the contest window, also of a lease that was closed meanwhile. */
  contestUsage: ({ claim, renter }: Lease, who: Address, now: Date): Answer => {
    if (claim === null) return 'USAGE_NONE'
    if (!isSame(who, renter)) return 'LEASE_NOT_RENTER'
    if (claim.status === 'contested') return 'USAGE_CONTESTED'
    return now < claim.contestEndsAt ? true : 'USAGE_WINDOW_OVER'
  },

  /** The court, on contested usage, at most what was claimed. */
  ruleUsage: ({ claim, lodgedUnits }: Lease, cumulativeUnits: bigint, now: Date): Answer => {
    if (claim === null) return 'USAGE_NONE'
    if (claim.rulingEndsAt === null) return 'USAGE_LODGED'
    if (now >= claim.rulingEndsAt) return 'USAGE_WINDOW_OVER'
    return cumulativeUnits <= lodgedUnits ? true : 'USAGE_ABOVE_CLAIM'
  },

  /** Anyone, once the window is over. */
  settleUsage: ({ claim }: Lease, now: Date): Answer => {
    if (claim === null) return 'USAGE_NONE'
    return now >= settleableAt(claim) ? true : 'USAGE_WINDOW_OPEN'
  },
}

function newUnits(lease: Lease, cumulativeUnits: bigint): Answer {
  if (cumulativeUnits > lease.units) return 'LEASE_UNITS_ABOVE_RENTED'
  return cumulativeUnits > lease.redeemedUnits ? true : 'LEASE_NOTHING_NEW'
}

function closedBecause({ closeReason }: Lease): LeaseReasonCode {
  return reasonOfClose[closeReason ?? 'renter-closed']
}

function isSame(left: Address, right: Address): boolean {
  return left.toLowerCase() === right.toLowerCase()
}
