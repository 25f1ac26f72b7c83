import type { Address } from './hex.ts'
import type { LeaseStateReasonCode, UsageReasonCode } from './lease-reasons.ts'

/** ILeaseMarket's enums by their index, as kept in the database; undefined stands for None. */
export const offerKinds = ['compute', 'bandwidth', 'egress', 'dataset'] as const
export const leaseStatuses = [undefined, 'open', 'closing', 'closed'] as const
export const closeReasons = [undefined, 'renter-closed', 'operator-closed', 'expired', 'exhausted'] as const
export const claimStatuses = [undefined, 'lodged', 'contested'] as const
export const claimOutcomes = [undefined, 'uncontested', 'ruled', 'ruling-missed', 'overtaken'] as const

export type OfferKind = (typeof offerKinds)[number]
/** Open → Closing (thaw) → Closed, or from Open straight to Closed. */
export type LeaseStatus = NonNullable<(typeof leaseStatuses)[number]>
export type CloseReason = NonNullable<(typeof closeReasons)[number]>
export type ClaimStatus = NonNullable<(typeof claimStatuses)[number]>
export type ClaimOutcome = NonNullable<(typeof claimOutcomes)[number]>
/** What a person sees: `overdue` is open beyond its time, `finalizable` waits for anyone to settle it. */
export type LeaseState = LeaseStatus | 'overdue' | 'finalizable'

/** What one unit of a lease is. */
export const unitOfKind = {
  compute: 'node-second',
  bandwidth: 'MiB',
  egress: 'MiB',
  dataset: 'licence',
} as const satisfies Record<OfferKind, string>

/** Attested usage under way. */
export type UsageClaim = {
  status: ClaimStatus
  contestEndsAt: Date
  /** Null until it is contested. */
  rulingEndsAt: Date | null
}

export type Lease = {
  renter: Address
  operator: Address
  status: LeaseStatus
  closeReason: CloseReason | null
  units: bigint
  redeemedUnits: bigint
  expiresAt: Date
  thawEndsAt: Date | null
  claim: UsageClaim | null
  /** The most units attestors ever lodged, settled or not; of a claim under way, those claimed. */
  lodgedUnits: bigint
}

/** When anyone may finalize: the end of the thaw, or of the grace period (seconds) after its time. Null when closed. */
export function finalizableAt(lease: Lease, graceSeconds: number): Date | null {
  if (lease.status === 'closed') return null
  if (lease.thawEndsAt !== null) return lease.thawEndsAt
  return new Date(lease.expiresAt.getTime() + graceSeconds * 1000)
}

export function leaseStateOf(lease: Lease, now: Date, graceSeconds: number): LeaseState {
  const opensUpAt = finalizableAt(lease, graceSeconds)
  if (opensUpAt === null) return 'closed'
  if (now >= opensUpAt) return 'finalizable'
  if (lease.status === 'closing') return 'closing'
  return now >= lease.expiresAt ? 'overdue' : 'open'
}

/** The reason of a way to close, as histories and pages give it. */
export const reasonOfClose = {
  'renter-closed': 'LEASE_CLOSED_BY_RENTER',
  'operator-closed': 'LEASE_CLOSED_BY_OPERATOR',
  expired: 'LEASE_CLOSED_EXPIRED',
  exhausted: 'LEASE_CLOSED_EXHAUSTED',
} as const satisfies Record<CloseReason, LeaseStateReasonCode>

/** The reason of a claim's end. */
export const reasonOfOutcome = {
  uncontested: 'USAGE_UNCONTESTED',
  ruled: 'USAGE_RULED',
  'ruling-missed': 'USAGE_RULING_MISSED',
  overtaken: 'USAGE_OVERTAKEN',
} as const satisfies Record<ClaimOutcome, UsageReasonCode>

const reasonOfState = {
  open: 'LEASE_OPEN',
  overdue: 'LEASE_TIME_OVER',
  closing: 'LEASE_THAWING',
  finalizable: 'LEASE_FINALIZABLE',
} as const satisfies Record<Exclude<LeaseState, 'closed'>, LeaseStateReasonCode>

/** Why a lease is in the state it is in. A closed lease says how it was closed. */
export function leaseReasonOf(lease: Lease, now: Date, graceSeconds: number): LeaseStateReasonCode {
  const state = leaseStateOf(lease, now, graceSeconds)
  if (state !== 'closed') return reasonOfState[state]
  return reasonOfClose[lease.closeReason ?? 'renter-closed']
}

/** When anyone may settle a claim: after the contest window, or after the ruling period once it is contested. */
export function settleableAt(claim: UsageClaim): Date {
  return claim.rulingEndsAt ?? claim.contestEndsAt
}

/** Where a claim stands. */
export function usageReasonOf(claim: UsageClaim, now: Date): UsageReasonCode {
  if (now >= settleableAt(claim)) return 'USAGE_SETTLEABLE'
  return claim.status === 'lodged' ? 'USAGE_LODGED' : 'USAGE_CONTESTED'
}
