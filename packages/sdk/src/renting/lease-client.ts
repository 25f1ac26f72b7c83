import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { AppError } from '@network3/core/app-error'
import { reasonOf } from '@network3/core/reasons'
import { encodeFunctionData, type Hex, isAddressEqual, type LocalAccount } from 'viem'
import type { Network } from '../network/network.ts'
import { callSite, type Site } from '../site/call-site.ts'
import { sendCalls } from '../wallet/send-calls.ts'
import { type Lease, leaseAnswer, leasesAnswer } from './market-answers.ts'

export type LeaseFilter = {
  renter?: string | undefined
  operator?: string | undefined
  filter?: 'all' | 'active' | 'closed' | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** Reading leases, without a wallet. */
export function createLeaseReader(site: Site) {
  return {
    find: (input: LeaseFilter = {}) =>
      callSite({ ...site, path: 'leases.find', kind: 'query', input, answer: leasesAnswer }),
    get: (leaseId: bigint): Promise<Lease> =>
      callSite({
        ...{ ...site, path: 'leases.get', kind: 'query', answer: leaseAnswer },
        input: { leaseId: String(leaseId) },
      }),
  }
}

/**
 * Closes a lease from this wallet's side: the renter starts its thaw, the operator ends it at once; one that is over is
 * finalized, which anybody may. Gives the transaction. Throws LEASE_NOT_PARTY, LEASE_THAWING with when that ends, CONFLICT
 * for one that is settled, and as sendCalls does.
 */
export async function closeLease(
  { network, account }: { network: Network; account: LocalAccount },
  lease: Lease,
): Promise<{ txHash: Hex; did: 'closed' | 'finalized' }> {
  const args = [BigInt(lease.leaseId)] as const
  const isOver = lease.state === 'finalizable'
  const isOperator = isAddressEqual(lease.operator, account.address)
  if (lease.state === 'closed') throw new AppError('CONFLICT', `It is over: ${lease.reason.sentence}`)
  if (!isOver && !isOperator && !isAddressEqual(lease.renter, account.address)) {
    throw new AppError('LEASE_NOT_PARTY', reasonOf('LEASE_NOT_PARTY').sentence)
  }
  if (lease.state === 'closing' && !isOperator) {
    const sentence = `It is closed already and thaws until ${lease.thawEndsAt}; after that this settles it.`
    throw new AppError('LEASE_THAWING', sentence, {
      retryable: true,
      details: { thawEndsAt: lease.thawEndsAt },
    })
  }
  const functionName = isOver ? 'finalize' : 'close'
  const data = encodeFunctionData({ abi: leaseMarketAbi, functionName, args })
  const [receipt] = await sendCalls(network, account, [{ to: network.contracts.leaseMarket, data }])
  if (receipt === undefined) throw new AppError('TX_NOT_MINED', 'Nothing was sent.')
  return { txHash: receipt.transactionHash, did: isOver ? 'finalized' : 'closed' }
}
