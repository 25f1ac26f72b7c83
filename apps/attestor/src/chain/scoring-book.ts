import { type BookFollower, followBook } from '@network3/chain/book/follow-book'
import { createNetworkBook, enterNetworkEvent, type NetworkBook } from '@network3/chain/book/network-book'
import type { ChainReader } from '@network3/chain/chain-reader'
import type { Address } from '@network3/core/hex'

/** Everything an epoch is scored from that is on chain: nodes, stakes, and what was burned for leases. */
export type ScoringBook = NetworkBook & {
  /** By decimal id. Fees in the order of the chain, `at` in seconds. */
  leases: Map<string, { operator: Address; fees: { at: bigint; feeWei: bigint }[] }>
}

export function followScoring(chain: ChainReader): BookFollower<ScoringBook> {
  return followBook<ScoringBook>(chain, {
    contracts: ['node-registry', 'staking', 'lease-market'],
    create: () => ({ ...createNetworkBook(), leases: new Map() }),
    enter: (book, { at, event }) => {
      enterNetworkEvent(book, event, at)
      if (event.contract !== 'lease-market') return
      if (event.name === 'LeaseOpened') {
        book.leases.set(String(event.args.leaseId), { operator: event.args.lease.operator, fees: [] })
      }
      if (event.name === 'Redeemed') {
        const { leaseId, fee: feeWei } = event.args
        book.leases.get(String(leaseId))?.fees.push({ at, feeWei })
      }
    },
  })
}

/** Fees burned for each lease in a span of time; leases without any are left out. */
export function feesWithin(
  book: ScoringBook,
  startsAt: bigint,
  endsAt: bigint,
): Map<string, { operator: Address; feesWei: bigint }> {
  const within = new Map<string, { operator: Address; feesWei: bigint }>()
  for (const [leaseId, { operator, fees }] of book.leases) {
    let feesWei = 0n
    for (const { at, feeWei } of fees) if (at >= startsAt && at < endsAt) feesWei += feeWei
    if (feesWei > 0n) within.set(leaseId, { operator, feesWei })
  }
  return within
}
