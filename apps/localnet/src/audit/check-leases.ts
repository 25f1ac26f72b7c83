import { type Check, compareFacts, compareSums, sumOf } from '@network3/db/queries/audit/compare-facts'
import type { Facts } from '@network3/db/queries/audit/facts'
import type { ContractLeases } from './read-leases.ts'

/** The lease market's tables. */
export type DatabaseLeases = { leases: Facts; offers: Facts; cancellations: Facts }

/** The lease market against its contract: every lease, what is taken of offers, what is cancelled, and the money. */
export function checkLeases(chain: ContractLeases, database: DatabaseLeases): Check[] {
  const { escrowTotal } = chain
  // A gift is not owed to anybody; less than what is owed would be a hole.
  const gift = chain.balance - escrowTotal
  return [
    compareFacts('leases: terms, usage, money and steps', chain.leases, database.leases),
    compareFacts('offers: slots and units taken', chain.offers, database.offers),
    compareFacts('offers cancelled', chain.cancellations, database.cancellations),
    compareSums('number of leases', {
      'the contract (leaseCount)': chain.leaseCount,
      'the database': BigInt(database.leases.size),
    }),
    compareSums('escrow of all leases', {
      'the contract (escrowTotal)': escrowTotal,
      'the contract (leaseState of each)': sumOf(chain.leases, 'escrow'),
      'the database': sumOf(database.leases, 'escrow'),
      "the contract's balance": gift > 0n ? escrowTotal : chain.balance,
    }),
  ]
}
