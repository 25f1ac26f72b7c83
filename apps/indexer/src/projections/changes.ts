import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { Address, Hex } from '@network3/core/hex'
import type { DeviceEventRow } from '@network3/db/write/device-events'
import type { PlacedOrder } from '@network3/db/write/device-orders'
import type { SaleDelta } from '@network3/db/write/device-sale'
import type { PoolState } from '@network3/db/write/operators'
import type { HourDelta } from '@network3/db/write/payments'
import type { PositionChange } from '@network3/db/write/positions'
import type { OpenedRequest, SettledRequest } from '@network3/db/write/unstake-requests'
import { createKeyChanges, type KeyChanges } from './project-keys.ts'
import { createLeaseChanges, type LeaseChanges } from './project-leases.ts'

/** Where and when an event happened; the rest of what a projection may know of it. */
export type EventPlace = {
  blockNumber: bigint
  logIndex: number
  /** Seconds since the Unix epoch. */
  minedAt: number
  txHash: Hex
}

/** A root posted, or every root from `epoch` on withdrawn. */
export type RootChange =
  | {
      type: 'posted'
      epoch: bigint
      root: Hex
      cumulativeTotalWei: bigint
      dataHash: Hex
      claimableAt: number
      place: EventPlace
    }
  | { type: 'vetoed'; epoch: bigint; at: number }

/**
 * What a run of events does to the tables. Sums are deltas, so that undoing is subtracting; states are what the
 * last event carries, so that undoing is reading the last event that remains; nodes and commissions are told from
 * their whole (short) history, so only who is touched is kept.
 */
export type Changes = {
  /** Operators mentioned, and when first in this run (seconds). */
  operators: Map<Address, number>
  balances: Map<Address, bigint>
  positions: Map<string, PositionChange>
  pools: Map<Address, PoolState>
  nodeCounts: Map<Address, number>
  /** Nodes touched, and operators whose nodes were. */
  nodes: Set<Address>
  nodeOperators: Set<Address>
  commissions: Set<Address>
  openedRequests: OpenedRequest[]
  settledRequests: SettledRequest[]
  roots: RootChange[]
  /** By hour, then by operator. */
  payments: Map<number, Map<Address, HourDelta>>
  sale: SaleDelta
  /** Batches whose terms were set, and devices that made a step. */
  batches: Set<number>
  devices: Set<bigint>
  deviceOrders: PlacedOrder[]
  deviceEvents: DeviceEventRow[]
  leases: LeaseChanges
  keys: KeyChanges
}

export function createChanges(): Changes {
  return {
    operators: new Map(),
    balances: new Map(),
    positions: new Map(),
    pools: new Map(),
    nodeCounts: new Map(),
    nodes: new Set(),
    nodeOperators: new Set(),
    commissions: new Set(),
    openedRequests: [],
    settledRequests: [],
    roots: [],
    payments: new Map(),
    sale: { paused: 0, heldWei: 0n, proceedsWei: 0n, withdrawnWei: 0n },
    batches: new Set(),
    devices: new Set(),
    deviceOrders: [],
    deviceEvents: [],
    leases: createLeaseChanges(),
    keys: createKeyChanges(),
  }
}

export function paymentsOf(changes: Changes): HourDelta[] {
  return [...changes.payments.values()].flatMap((ofHour) => [...ofHour.values()])
}

/** The event of one contract, of those the ABI has. */
export type EventOf<contract extends ContractEvent['contract']> = Extract<
  ContractEvent,
  { contract: contract }
>

export function addTo(sums: Map<Address, bigint>, key: Address, delta: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + delta)
}
