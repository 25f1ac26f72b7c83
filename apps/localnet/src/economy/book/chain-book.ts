import type { ContractEvent, ContractName } from '@network3/chain/decode/decode-log'
import { countryFromBytes2 } from '@network3/core/countries'
import type { Address } from '@network3/core/hex'
import type { PoolState } from '@network3/core/staking-math'
import type { ChainEvent } from './chain-event.ts'
import { createDeviceBook, type DeviceBook, enterSaleEvent, enterTokenEvent } from './device-book.ts'
import { createLeaseBook, enterLeaseEvent, type LeaseBook } from './lease-book.ts'

export type BookedNode = {
  node: Address
  operator: Address
  country: string
  capabilities: number
  registeredAt: bigint
  retiredAt: bigint | undefined
}

export type BookedRequest = { id: bigint; operator: Address; staker: Address; unlocksAt: bigint }

/**
 * The contracts' state as their events tell it, at one block. Every event carries the state it left behind, so
 * folding needs no call; anyone gets the same book from the same logs. Addresses are lower case.
 */
export type ChainBook = {
  nodes: Map<Address, BookedNode>
  pools: Map<Address, PoolState>
  /** operator → staker → shares above zero. */
  shares: Map<Address, Map<Address, bigint>>
  /** `operator/staker` of everyone who ever staked. */
  everStaked: Set<string>
  requests: Map<bigint, BookedRequest>
  claimedWei: Map<Address, bigint>
  store: DeviceBook
  leases: LeaseBook
}

export function createChainBook(): ChainBook {
  return {
    nodes: new Map(),
    pools: new Map(),
    shares: new Map(),
    everStaked: new Set(),
    requests: new Map(),
    claimedWei: new Map(),
    store: createDeviceBook(),
    leases: createLeaseBook(),
  }
}

/** Enters one event; events come in the order of the chain. Those a book does not need are passed over. */
export function enterEvent(book: ChainBook, { at, event }: ChainEvent): void {
  if (event.contract === 'node-registry') enterRegistryEvent(book, event, at)
  if (event.contract === 'staking') enterStakingEvent(book, event, at)
  if (event.contract === 'lease-market') enterLeaseEvent(book.leases, event)
  if (event.contract === 'device-sale') enterSaleEvent(book.store, event, at)
  if (event.contract === 'edge-device') enterTokenEvent(book.store, event)
  if (event.contract === 'rewards' && event.name === 'Claimed') {
    book.claimedWei.set(event.args.operator, event.args.cumulativeClaimed)
  }
}

type EventOf<Contract extends ContractName> = Extract<ContractEvent, { contract: Contract }>

function enterRegistryEvent(book: ChainBook, event: EventOf<'node-registry'>, at: bigint): void {
  switch (event.name) {
    case 'NodeRegistered': {
      const { node, operator, capabilities } = event.args
      const country = countryFromBytes2(event.args.country)
      book.nodes.set(node, { node, operator, country, capabilities, registeredAt: at, retiredAt: undefined })
      return
    }
    case 'NodeUpdated': {
      const { node, capabilities, country } = event.args
      changeNode(book, node, { capabilities, country: countryFromBytes2(country) })
      return
    }
    case 'NodeTransferred':
      changeNode(book, event.args.node, { operator: event.args.to })
      return
    case 'NodeRetired':
      changeNode(book, event.args.node, { retiredAt: at })
  }
}

function enterStakingEvent(book: ChainBook, event: EventOf<'staking'>, at: bigint): void {
  switch (event.name) {
    case 'PoolUpdated': {
      const { operator, activeAssets, activeShares, streamRemaining, streamEndsAt } = event.args
      const streamUpdatedAt = at
      book.pools.set(operator, { activeAssets, activeShares, streamRemaining, streamUpdatedAt, streamEndsAt })
      return
    }
    case 'Staked':
      book.everStaked.add(`${event.args.operator}/${event.args.staker}`)
      setShares(book, event.args)
      return
    case 'UnstakeRequested': {
      const { requestId: id, operator, staker, unlocksAt } = event.args
      book.requests.set(id, { id, operator, staker, unlocksAt })
      setShares(book, event.args)
      return
    }
    case 'UnstakeCancelled':
      book.requests.delete(event.args.requestId)
      setShares(book, event.args)
      return
    case 'Withdrawn':
      book.requests.delete(event.args.requestId)
  }
}

export function sharesOf(book: ChainBook, operator: Address, staker: Address): bigint {
  return book.shares.get(operator)?.get(staker) ?? 0n
}

type ShareChange = { operator: Address; staker: Address; stakerShares: bigint }

function setShares(book: ChainBook, { operator, staker, stakerShares }: ShareChange): void {
  const stakers = book.shares.get(operator) ?? new Map<Address, bigint>()
  if (stakerShares === 0n) stakers.delete(staker)
  else stakers.set(staker, stakerShares)
  book.shares.set(operator, stakers)
}

function changeNode(book: ChainBook, node: Address, change: Partial<BookedNode>): void {
  const before = book.nodes.get(node)
  if (before === undefined) throw new Error(`The chain changed node ${node} before it was registered.`)
  book.nodes.set(node, { ...before, ...change })
}
