import { type BookFollower, followBook } from '@network3/chain/book/follow-book'
import { createNetworkBook, enterNetworkEvent, type NetworkBook } from '@network3/chain/book/network-book'
import type { ChainEvent } from '@network3/chain/book/read-events'
import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { Address } from '@network3/core/hex'
import type { EconomyChain } from '../chain/economy-chain.ts'
import { createDeviceBook, type DeviceBook, enterSaleEvent, enterTokenEvent } from './device-book.ts'
import { createLeaseBook, enterLeaseEvent, type LeaseBook } from './lease-book.ts'

export type BookedRequest = { id: bigint; operator: Address; staker: Address; unlocksAt: bigint }

/** Everything the economy's users look at before they act, as the contracts' events tell it, at one block. */
export type ChainBook = NetworkBook & {
  /** `operator/staker` of everyone who ever staked. */
  everStaked: Set<string>
  requests: Map<bigint, BookedRequest>
  claimedWei: Map<Address, bigint>
  store: DeviceBook
  leases: LeaseBook
}

function createChainBook(): ChainBook {
  return {
    ...createNetworkBook(),
    everStaked: new Set(),
    requests: new Map(),
    claimedWei: new Map(),
    store: createDeviceBook(),
    leases: createLeaseBook(),
  }
}

/** A book of the economy's own, from the logs alone. */
export function followEconomy(chain: EconomyChain): BookFollower<ChainBook> {
  return followBook(chain, {
    contracts: ['node-registry', 'staking', 'rewards', 'device-sale', 'edge-device', 'lease-market'],
    create: createChainBook,
    enter: enterEvent,
  })
}

function enterEvent(book: ChainBook, { at, event }: ChainEvent): void {
  enterNetworkEvent(book, event, at)
  if (event.contract === 'staking') enterStakingEvent(book, event)
  if (event.contract === 'lease-market') enterLeaseEvent(book.leases, event)
  if (event.contract === 'device-sale') enterSaleEvent(book.store, event, at)
  if (event.contract === 'edge-device') enterTokenEvent(book.store, event)
  if (event.contract === 'rewards' && event.name === 'Claimed') {
    book.claimedWei.set(event.args.operator, event.args.cumulativeClaimed)
  }
}

type StakingEvent = Extract<ContractEvent, { contract: 'staking' }>

function enterStakingEvent(book: ChainBook, event: StakingEvent): void {
  switch (event.name) {
    case 'Staked':
      book.everStaked.add(`${event.args.operator}/${event.args.staker}`)
      return
    case 'UnstakeRequested': {
      const { requestId: id, operator, staker, unlocksAt } = event.args
      book.requests.set(id, { id, operator, staker, unlocksAt })
      return
    }
    case 'UnstakeCancelled':
    case 'Withdrawn':
      book.requests.delete(event.args.requestId)
  }
}
