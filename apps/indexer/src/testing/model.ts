import type { Address, Hex } from '@network3/core/hex'
import { createDeviceModel, type DeviceModel } from './device-model.ts'
import { createKeyModel, createLeaseModel, type KeyModel, type LeaseModel } from './lease-model.ts'

/** What a naive reading of the contracts keeps: the oracle for the tables. Cloned per block. */
export type Model = {
  now: number
  balances: Map<Address, bigint>
  /** By `operator:staker`. */
  positions: Map<string, { shares: bigint; staked: bigint; taken: bigint }>
  pools: Map<Address, { assets: bigint; thawing: bigint }>
  requests: Map<bigint, { operator: Address; staker: Address; shares: bigint; status: string }>
  nodes: Map<Address, { operator: Address; retired: boolean; capabilities: number; country: string }>
  commissions: Map<Address, { bps: number; pending?: { bps: number; at: number } }>
  lastEpoch: bigint
  epochs: Map<bigint, { root: Hex; vetoed: boolean }>
  paid: Map<Address, bigint>
  store: DeviceModel
  leases: LeaseModel
  keys: KeyModel
}

export function createModel(): Model {
  return {
    now: 1_800_000_000,
    balances: new Map(),
    positions: new Map(),
    pools: new Map(),
    requests: new Map(),
    nodes: new Map(),
    commissions: new Map(),
    lastEpoch: 0n,
    epochs: new Map(),
    paid: new Map(),
    store: createDeviceModel(),
    leases: createLeaseModel(),
    keys: createKeyModel(),
  }
}

export function nodeCountOf(model: Model, operator: Address): bigint {
  return BigInt(
    [...model.nodes.values()].filter((node) => node.operator === operator && !node.retired).length,
  )
}

export function add<K>(sums: Map<K, bigint>, key: K, delta: bigint): void {
  const sum = (sums.get(key) ?? 0n) + delta
  if (sum === 0n) sums.delete(key)
  else sums.set(key, sum)
}
