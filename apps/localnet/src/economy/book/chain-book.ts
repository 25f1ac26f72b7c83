import type { Address } from '@network3/core/hex'
import type { PoolState } from '@network3/core/staking-math'
import type { ChainEvent } from './chain-event.ts'

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
}

export function createChainBook(): ChainBook {
  return {
    nodes: new Map(),
    pools: new Map(),
    shares: new Map(),
    everStaked: new Set(),
    requests: new Map(),
    claimedWei: new Map(),
  }
}

/** Enters one event; events come in the order of the chain. */
export function enterEvent(book: ChainBook, event: ChainEvent): void {
  switch (event.name) {
    case 'NodeRegistered': {
      const { node, operator, country, capabilities, at } = event
      book.nodes.set(node, { node, operator, country, capabilities, registeredAt: at, retiredAt: undefined })
      return
    }
    case 'NodeUpdated':
      changeNode(book, event.node, { country: event.country, capabilities: event.capabilities })
      return
    case 'NodeTransferred':
      changeNode(book, event.node, { operator: event.to })
      return
    case 'NodeRetired':
      changeNode(book, event.node, { retiredAt: event.at })
      return
    case 'PoolUpdated': {
      const { activeAssets, activeShares, streamRemaining, streamEndsAt, at } = event
      book.pools.set(event.operator, {
        activeAssets,
        activeShares,
        streamRemaining,
        streamEndsAt,
        streamUpdatedAt: at,
      })
      return
    }
    case 'Staked':
      book.everStaked.add(`${event.operator}/${event.staker}`)
      setShares(book, event.operator, event.staker, event.stakerShares)
      return
    case 'UnstakeRequested': {
      const { requestId: id, operator, staker, unlocksAt } = event
      book.requests.set(id, { id, operator, staker, unlocksAt })
      setShares(book, operator, staker, event.stakerShares)
      return
    }
    case 'UnstakeCancelled':
      book.requests.delete(event.requestId)
      setShares(book, event.operator, event.staker, event.stakerShares)
      return
    case 'Withdrawn':
      book.requests.delete(event.requestId)
      return
    case 'Claimed':
      book.claimedWei.set(event.operator, event.cumulativeClaimed)
      return
  }
}

export function sharesOf(book: ChainBook, operator: Address, staker: Address): bigint {
  return book.shares.get(operator)?.get(staker) ?? 0n
}

function setShares(book: ChainBook, operator: Address, staker: Address, shares: bigint): void {
  const stakers = book.shares.get(operator) ?? new Map<Address, bigint>()
  if (shares === 0n) stakers.delete(staker)
  else stakers.set(staker, shares)
  book.shares.set(operator, stakers)
}

function changeNode(book: ChainBook, node: Address, change: Partial<BookedNode>): void {
  const before = book.nodes.get(node)
  if (before === undefined) throw new Error(`The chain changed node ${node} before it was registered.`)
  book.nodes.set(node, { ...before, ...change })
}
