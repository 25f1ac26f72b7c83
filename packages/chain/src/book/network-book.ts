import { countryFromBytes2 } from '@network3/core/countries'
import type { Address } from '@network3/core/hex'
import type { PoolState } from '@network3/core/staking-math'
import type { ContractEvent, ContractName } from '../decode/decode-log.ts'

export type BookedNode = {
  node: Address
  operator: Address
  country: string
  capabilities: number
  registeredAt: bigint
  retiredAt: bigint | undefined
}

/**
 * Nodes and stakes as the contracts' events tell them, at one block. Every event carries the state it left behind, so
 * folding needs no call; anyone gets the same book from the same logs. Addresses are lower case, times in seconds.
 */
export type NetworkBook = {
  nodes: Map<Address, BookedNode>
  pools: Map<Address, PoolState>
  /** operator → staker → shares above zero. */
  shares: Map<Address, Map<Address, bigint>>
}

export function createNetworkBook(): NetworkBook {
  return { nodes: new Map(), pools: new Map(), shares: new Map() }
}

type EventOf<Contract extends ContractName> = Extract<ContractEvent, { contract: Contract }>

/** Enters one event; events come in the order of the chain. Those it does not need are passed over. */
export function enterNetworkEvent(book: NetworkBook, event: ContractEvent, at: bigint): void {
  if (event.contract === 'node-registry') enterRegistryEvent(book, event, at)
  if (event.contract === 'staking') enterStakingEvent(book, event, at)
}

function enterRegistryEvent(book: NetworkBook, event: EventOf<'node-registry'>, at: bigint): void {
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

function enterStakingEvent(book: NetworkBook, event: EventOf<'staking'>, at: bigint): void {
  switch (event.name) {
    case 'PoolUpdated': {
      const { operator, activeAssets, activeShares, streamRemaining, streamEndsAt } = event.args
      const streamUpdatedAt = at
      book.pools.set(operator, { activeAssets, activeShares, streamRemaining, streamUpdatedAt, streamEndsAt })
      return
    }
    case 'Staked':
    case 'UnstakeRequested':
    case 'UnstakeCancelled':
      setShares(book, event.args)
  }
}

export function sharesOf(book: NetworkBook, operator: Address, staker: Address): bigint {
  return book.shares.get(operator)?.get(staker) ?? 0n
}

type ShareChange = { operator: Address; staker: Address; stakerShares: bigint }

function setShares(book: NetworkBook, { operator, staker, stakerShares }: ShareChange): void {
  const stakers = book.shares.get(operator) ?? new Map<Address, bigint>()
  if (stakerShares === 0n) stakers.delete(staker)
  else stakers.set(staker, stakerShares)
  book.shares.set(operator, stakers)
}

function changeNode(book: NetworkBook, node: Address, change: Partial<BookedNode>): void {
  const before = book.nodes.get(node)
  if (before === undefined) throw new Error(`The chain changed node ${node} before it was registered.`)
  book.nodes.set(node, { ...before, ...change })
}
