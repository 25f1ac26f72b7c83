import type { Address, Hex } from '@network3/core/hex'

export type ModelLease = {
  offerId: Hex
  operator: Address
  renter: Address
  slots: number
  units: bigint
  minUnits: bigint
  price: bigint
  expiresAt: number
  thawEndsAt: number | null
  status: string
  reason: string | null
  redeemed: bigint
  paid: bigint
  fee: bigint
  refunded: bigint
  held: bigint
  escrow: bigint
  claim: string | null
  lodged: bigint
  outcome: string | null
  /** How many events it has had. */
  steps: number
}

/** What a naive reading of LeaseMarket keeps. */
export type LeaseModel = {
  leases: Map<bigint, ModelLease>
  offers: Map<Hex, { operator: Address; kind: string; slotsTaken: number; consumed: bigint }>
  /** `operator:nonce` → when first cancelled. */
  cancelled: Map<string, number>
  floors: Map<Address, bigint>
}

/** What a naive reading of KeyDirectory keeps. */
export type KeyModel = {
  generations: Map<
    number,
    { status: string; stopReason: string | null; members: number; endedAt: number | null }
  >
  /** `generation:nameHash:userPoint` → epoch. */
  revocations: Map<string, bigint>
  /** `generation:epoch` → root and bundles. */
  roots: Map<string, { root: Hex; bundles: bigint }>
}

export function createLeaseModel(): LeaseModel {
  return { leases: new Map(), offers: new Map(), cancelled: new Map(), floors: new Map() }
}

export function createKeyModel(): KeyModel {
  return { generations: new Map(), revocations: new Map(), roots: new Map() }
}

/** What the contract holds of all leases together. */
export function escrowTotal({ leases }: LeaseModel): bigint {
  let total = 0n
  for (const { escrow } of leases.values()) total += escrow
  return total
}
