import { localRichAccount } from '@network3/chain/local-economy'
import { ONE_N3 } from '@network3/core/units'
import { followEconomy } from '../book/chain-book.ts'
import { type BatchTerms, buyDevices, createBatch } from '../chain/device-calls.ts'
import type { EconomyChain } from '../chain/economy-chain.ts'
import { sendAcceptedCalls, waitUntilMined } from '../chain/send-calls.ts'
import type { EconomyPlan } from './plan-economy.ts'

const DAY = 86_400n

/** A batch nearly sold out, one with plenty, and one that is not on sale yet; ids from 1 on a fresh chain. */
function planBatches(now: bigint): BatchTerms[] {
  return [
    {
      ...{ unitPriceWei: 320n * ONE_N3, supply: 12, capPerWallet: 4 },
      ...{ opensAt: now, closesAt: now + 30n * DAY },
    },
    {
      ...{ unitPriceWei: 450n * ONE_N3, supply: 500, capPerWallet: 10 },
      ...{ opensAt: now, closesAt: now + 90n * DAY },
    },
    {
      ...{ unitPriceWei: 380n * ONE_N3, supply: 250, capPerWallet: 5 },
      ...{ opensAt: now + 7n * DAY, closesAt: now + 67n * DAY },
    },
  ]
}

/** Of the first batch one device is left; of the second a few are sold. */
const purchases = [
  { batchId: 1, quantities: [4, 4, 3] },
  { batchId: 2, quantities: [1, 2, 1, 3, 1, 2, 1, 1] },
]

/**
 * Opens the planned batches and lets delegators buy. What is there already is left as it is: called again, it does
 * what is missing. Gives how many transactions were sent. @throws AppError TX_NOT_MINED, TX_REVERTED.
 */
export async function setupStore(chain: EconomyChain, plan: EconomyPlan): Promise<number> {
  const { deployment } = chain
  const merchant = localRichAccount('merchant')
  await waitUntilMined(chain, [merchant.address])
  const head = await chain.client.getBlock()
  const books = followEconomy(chain)
  const { store } = await books.bookAt(head.number)
  const planned = planBatches(head.timestamp)
  const openings = planned.slice(store.batches.size).map((terms) => createBatch(deployment, merchant, terms))
  await sendAcceptedCalls(chain, openings)

  const { store: opened } = await books.bookAt(await chain.client.getBlockNumber())
  const orders = purchases.flatMap(({ batchId, quantities }) =>
    quantities.flatMap((quantity, index) => {
      const buyer = plan.delegators[index]
      const batch = opened.batches.get(batchId)
      // Where somebody else opened a batch first, its number is not ours, and an order of ours might not fit it.
      if (buyer === undefined || batch === undefined || !isPlanned(batch, planned[batchId - 1])) return []
      const { unitPriceWei } = batch
      if (opened.everBought.has(`${batchId}/${buyer.address}`)) return []
      return [buyDevices(deployment, buyer.account, { batchId, quantity, unitPriceWei })]
    }),
  )
  await sendAcceptedCalls(chain, orders)
  return openings.length + orders.length
}

type Terms = Pick<BatchTerms, 'supply' | 'capPerWallet'>

function isPlanned(batch: Terms, planned: Terms | undefined): boolean {
  return batch.supply === planned?.supply && batch.capPerWallet === planned.capPerWallet
}
