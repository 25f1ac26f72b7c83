import { accessManagerAbi } from '@network3/chain/abi/access-manager'
import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { type OpenOrder, orderNonce } from '@network3/chain/lease-typed-data'
import type { Address, Hex } from 'viem'
import type { EconomyChain } from './economy-chain.ts'

export type LeaseReads = ReturnType<typeof createLeaseReads>

/** What actors ask of the chain before they rent, rule or finalize. Reads are of the head. */
export function createLeaseReads({ client, deployment }: EconomyChain) {
  const { n3Token, leaseMarket, accessManager } = deployment.contracts
  const token = { address: n3Token, abi: n3TokenAbi } as const
  const manager = { address: accessManager, abi: accessManagerAbi } as const
  let grace: Promise<number> | undefined
  return {
    /** Fixed for good, so that it is asked for once. */
    graceSeconds: () => {
      grace ??= client
        .readContract({ address: leaseMarket, abi: leaseMarketAbi, functionName: 'gracePeriod' })
        .catch((error: unknown) => {
          grace = undefined
          throw error
        })
      return grace
    },
    allowanceOf: (renter: Address) =>
      client.readContract({ ...token, functionName: 'allowance', args: [renter, leaseMarket] }),
    permitNonceOf: (renter: Address) =>
      client.readContract({ ...token, functionName: 'nonces', args: [renter] }),
    /** The next sequence number of the key that names these orders. */
    sequenceOf: async (renter: Address, orders: readonly OpenOrder[]) => {
      const key = BigInt(orderNonce(orders, 0n)) >> 64n
      const nonce = await client.readContract({ ...token, functionName: 'nonces', args: [renter, key] })
      return BigInt.asUintN(64, nonce)
    },
    /** When the court may do to the market what it scheduled; 0 when it did not. */
    scheduledFor: async (court: Address, data: Hex) => {
      const args = [court, leaseMarket, data] as const
      const id = await client.readContract({ ...manager, functionName: 'hashOperation', args })
      return client.readContract({ ...manager, functionName: 'getSchedule', args: [id] })
    },
  }
}
