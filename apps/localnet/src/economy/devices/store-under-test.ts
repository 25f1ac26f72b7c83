import { showActivationCode } from '@network3/chain/local-device'
import type { LocalAccount } from 'viem'
import { followEconomy } from '../book/chain-book.ts'
import { activateDevice, buyDevices, callSale, transferDevice } from '../chain/device-calls.ts'
import { sendAcceptedCalls } from '../chain/send-calls.ts'
import type { EconomyUnderTest } from '../economy-under-test.ts'
import { createFulfiller } from './fulfil-orders.ts'

/**
 * For tests: brings one device into every state a device can be in, with a wallet of the plan. One is activated,
 * reset and sold on, one is activated, one given back, and the rest ship; two stay ordered.
 */
export async function playStore(economy: EconomyUnderTest): Promise<void> {
  const { chain, plan, logger } = economy
  const { deployment } = chain
  const [first, second] = plan.delegators
  if (first === undefined || second === undefined) throw new Error('the plan has no two delegators')
  const books = followEconomy(chain)
  const storeNow = async () => (await books.bookAt(await chain.client.getBlockNumber())).store
  const buy = async (account: LocalAccount, quantity: number) => {
    const { batches, devices } = await storeNow()
    const unitPriceWei = batches.get(2)?.unitPriceWei ?? 0n
    await sendAcceptedCalls(chain, [buyDevices(deployment, account, { batchId: 2, quantity, unitPriceWei })])
    return Array.from({ length: quantity }, (_, index) => BigInt(devices.size + 1 + index))
  }
  const activate = async (account: LocalAccount, tokenId: bigint) => {
    const { timestamp } = await chain.client.getBlock()
    const code = await showActivationCode({
      ...{ deployment, tokenId, owner: account.address },
      nonce: (await storeNow()).devices.get(tokenId)?.activations ?? 0n,
      details: {
        ...{ capabilities: 3, country: '0x4445', specHash: `0x${'ed'.repeat(32)}` },
        deadline: timestamp + 600n,
      },
    })
    await sendAcceptedCalls(chain, [activateDevice(deployment, account, code)])
  }

  const tokens = await buy(first.account, 3)
  const [sold = 0n, kept = 0n, returned = 0n] = tokens
  await sendAcceptedCalls(chain, [
    callSale(deployment, first.account, { functionName: 'refund', args: [returned] }),
  ])
  const fulfil = createFulfiller(chain, plan, logger)
  for (let look = 0; look < 12; look++) {
    await economy.passSeconds(30)
    await fulfil()
  }
  for (const tokenId of [sold, kept]) await activate(first.account, tokenId)
  await activate(first.account, sold)
  await sendAcceptedCalls(chain, [transferDevice(deployment, first.account, second.address, sold)])
  await buy(second.account, 2)
}
