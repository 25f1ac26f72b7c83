import { type Check, compareFacts, compareSums, sumOf } from '@network3/db/queries/audit/compare-facts'
import type { Facts } from '@network3/db/queries/audit/facts'
import type { ContractStore } from './read-devices.ts'

/** The store's tables. */
export type DatabaseStore = { batches: Facts; orders: Facts; devices: Facts; sale: Facts }

/** The store against its contracts: terms and stock, orders, every device, and the money. */
export function checkDevices(chain: ContractStore, database: DatabaseStore): Check[] {
  const owed = sumOf(chain.sale, 'held') + sumOf(chain.sale, 'proceeds')
  let backed = owed
  if (chain.balance < owed) backed = chain.balance
  return [
    compareFacts('batches of devices', chain.batches, database.batches),
    compareFacts('orders of devices', chain.orders, database.orders),
    compareFacts('devices, owners and steps', chain.devices, database.devices),
    compareFacts('the sale: held, proceeds, counts', chain.sale, database.sale),
    compareSums('money of the sale', {
      'the contract (held and proceeds)': owed,
      'the database': sumOf(database.sale, 'held') + sumOf(database.sale, 'proceeds'),
      // A gift above it is owed to nobody; less than what is owed would be a hole.
      "the contract's balance, as far as owed": backed,
    }),
  ]
}
