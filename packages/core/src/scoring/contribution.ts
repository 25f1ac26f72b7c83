import type { Address } from '../hex.ts'
import { lesser } from '../lesser.ts'
import { SLOTS_PER_EPOCH } from './parameters.ts'

export type RentedWork = { leaseId: string; millionGas: bigint; feesWei: bigint }

/** What a node's quality is computed from, in millionths; see node-quality.ts. */
export type QualityHistory = { answered: bigint; possible: bigint; valid: bigint; invalid: bigint }

/**
 * What verifiers measured of a node in an epoch. Absent means nobody measured it: a factor is then neutral,
 * work is nothing. Work is already *verified* work.
 */
export type Measurement = {
  /** Random-time challenges answered, of 24. */
  answeredSlots?: bigint
  /** Keyed hash of the node's /24 or /48. */
  subnet?: string
  /** validity · availability, fixed point, at most FACTOR_ONE. */
  quality?: bigint
  bandwidthMib?: bigint
  computeMillionGas?: bigint
  dataUnits?: bigint
  /** By lease: accepted gas, in millions, and the node's part of the protocol fees burned for the lease in the epoch. */
  rented?: readonly RentedWork[]
  history?: QualityHistory
}

/** A node that was registered during some of the epoch. Times in seconds. */
export type Contribution = {
  node: Address
  operator: Address
  country: string
  registeredAt: bigint
  retiredAt: bigint | undefined
  measured?: Measurement
}

/** An operator at the snapshot block. */
export type OperatorStake = { activeAssetsWei: bigint; hasMinimumStake: boolean }

export type EpochSpan = { startsAt: bigint; endsAt: bigint }

/**
 * Slots of the epoch through which a node was registered, 0–24. Slot k runs over
 * [startsAt + k·length/24, startsAt + (k+1)·length/24); both sides are multiplied by 24 so that nothing is rounded.
 */
export function registeredSlots(
  span: EpochSpan,
  registeredAt: bigint,
  retiredAt: bigint | undefined,
): bigint {
  const length = span.endsAt - span.startsAt
  const from = (registeredAt - span.startsAt) * SLOTS_PER_EPOCH
  const firstSlot = from <= 0n ? 0n : (from + length - 1n) / length
  const until =
    retiredAt === undefined ? length * SLOTS_PER_EPOCH : (retiredAt - span.startsAt) * SLOTS_PER_EPOCH
  const endSlot = until <= 0n ? 0n : lesser(until / length, SLOTS_PER_EPOCH)
  return endSlot > firstSlot ? endSlot - firstSlot : 0n
}
