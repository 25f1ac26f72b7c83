import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import type { Deployment } from '@network3/chain/deployment'
import { claimStatuses, closeReasons, leaseStatuses } from '@network3/core/lease-state'
import type { Facts } from '@network3/db/queries/audit/facts'
import type { PublicClient } from 'viem'
import type { LeaseLogFacts, LoggedLease } from './fold-lease-logs.ts'

export type ContractLeases = {
  leases: Facts
  offers: Facts
  cancellations: Facts
  leaseCount: bigint
  escrowTotal: bigint
  /** N3 of LeaseMarket: what it owes, and perhaps gifts. */
  balance: bigint
}

/** The lease market as its contract's own views give it at one block; of each thing that the logs mention. */
export async function readLeasesAt(
  client: PublicClient,
  { contracts }: Deployment,
  blockNumber: bigint,
  logs: LeaseLogFacts,
): Promise<ContractLeases> {
  const market = { address: contracts.leaseMarket, abi: leaseMarketAbi, blockNumber } as const

  const readLease = async (id: bigint, logged: LoggedLease): Promise<Record<string, string>> => {
    const state = await client.readContract({ ...market, functionName: 'leaseState', args: [id] })
    const { lease, claim } = state
    return {
      ...textOf({ ...lease, ...logged, escrow: state.escrow, heldUnits: claim.heldUnits }),
      offerId: lease.offerId,
      renter: lease.renter.toLowerCase(),
      operator: lease.operator.toLowerCase(),
      voucherSigner: lease.voucherSigner.toLowerCase(),
      status: leaseStatuses[lease.status] ?? '',
      closeReason: closeReasons[lease.closeReason] ?? '',
      claimStatus: claimStatuses[claim.status] ?? '',
      lodgedUnits: String(claim.cumulativeUnits),
      ...textOf({ contestEndsAt: claim.contestEndsAt, rulingEndsAt: claim.rulingEndsAt }),
      stepsInPlace: String(logged.steps),
    }
  }

  const leases: Facts = new Map(
    await Promise.all(
      [...logs.leases].map(async ([id, logged]) => [String(id), await readLease(id, logged)] as const),
    ),
  )
  const offers: Facts = new Map(
    await Promise.all(
      [...logs.offers].map(async ([offerId, terms]) => {
        const args = [offerId] as const
        const [slotsTaken, consumedUnits] = await client.readContract({
          ...market,
          functionName: 'consumptionOf',
          args,
        })
        return [offerId, { ...terms, ...textOf({ slotsTaken, consumedUnits }) }] as const
      }),
    ),
  )
  const cancelled = await Promise.all(
    logs.cancelled.map(async ({ operator, nonce }) => {
      const args = [operator, nonce] as const
      const isCancelled = await client.readContract({ ...market, functionName: 'isCancelled', args })
      return [`${operator}/${nonce}`, { isCancelled: String(isCancelled), below: '' }] as const
    }),
  )
  const floors = await Promise.all(
    [...logs.withFloor].map(async (operator) => {
      const args = [operator] as const
      const below = await client.readContract({ ...market, functionName: 'cancelledBelow', args })
      return [operator, { isCancelled: '', below: String(below) }] as const
    }),
  )
  const [leaseCount, escrowTotal, balance] = await Promise.all([
    client.readContract({ ...market, functionName: 'leaseCount' }),
    client.readContract({ ...market, functionName: 'escrowTotal' }),
    client.readContract({
      ...{ address: contracts.n3Token, abi: n3TokenAbi, blockNumber },
      ...{ functionName: 'balanceOf', args: [contracts.leaseMarket] },
    }),
  ])
  const cancellations: Facts = new Map<string, Record<string, string>>([...cancelled, ...floors])
  return { leases, offers, cancellations, leaseCount, escrowTotal, balance }
}

function textOf(fields: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}
