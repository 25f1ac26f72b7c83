import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { claimStatuses, leaseStatuses } from '@network3/core/lease-state'
import { expect } from 'vitest'
import type { EconomyChain } from '../chain/economy-chain.ts'
import type { LeaseBook } from './lease-book.ts'

/** Holds everything a book says of the lease market against the contract's own views. */
export async function expectLeasesOnChain(
  { client, deployment }: EconomyChain,
  book: LeaseBook,
): Promise<void> {
  const market = { address: deployment.contracts.leaseMarket, abi: leaseMarketAbi } as const
  const seconds = (date: Date | null) => (date === null ? 0 : date.getTime() / 1000)
  let escrow = 0n
  for (const lease of book.leases.values()) {
    const args = [lease.id] as const
    const state = await client.readContract({ ...market, functionName: 'leaseState', args })
    expect(state.lease).toMatchObject({
      ...{ redeemedUnits: lease.redeemedUnits, units: lease.units, offerId: lease.offerId },
      ...{ openedAt: seconds(lease.openedAt), expiresAt: seconds(lease.expiresAt) },
      ...{ thawEndsAt: seconds(lease.thawEndsAt), status: leaseStatuses.indexOf(lease.status) },
    })
    expect(state.claim).toMatchObject({
      cumulativeUnits: lease.lodgedUnits,
      status: claimStatuses.indexOf(lease.claim?.status),
      contestEndsAt: seconds(lease.claim?.contestEndsAt ?? null),
      rulingEndsAt: seconds(lease.claim?.rulingEndsAt ?? null),
    })
    escrow += state.escrow
  }
  // Dropped leases hold nothing, or this would not add up.
  expect(await client.readContract({ ...market, functionName: 'escrowTotal' })).toBe(escrow)
  for (const [offerId, { slotsTaken, consumedUnits }] of book.offers) {
    const taken = await client.readContract({ ...market, functionName: 'consumptionOf', args: [offerId] })
    expect(taken).toEqual([slotsTaken, consumedUnits])
  }
}
