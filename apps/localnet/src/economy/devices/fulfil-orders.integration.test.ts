import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import type { BookFollower } from '@network3/chain/book/follow-book'
import { localDevice, showActivationCode } from '@network3/chain/local-device'
import { localAccount, localRichAccount } from '@network3/chain/local-economy'
import { decodeActivationCode, encodeActivationCode } from '@network3/core/activation-code'
import { lowerAddress } from '@network3/core/address'
import { ONE_N3 } from '@network3/core/units'
import { keccak256, toBytes } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  activateDevice,
  buyDevices,
  refundDevice,
  resetDevice,
  sellDevice,
} from '../actions/device-actions.ts'
import { createActor } from '../actions/perform-action.ts'
import { bookEqualToChain } from '../book/book-under-test.ts'
import { type ChainBook, followEconomy } from '../book/chain-book.ts'
import type { DeviceBook } from '../book/device-book.ts'
import { payEther, payN3 } from '../chain/calls.ts'
import {
  activateDevice as activateCall,
  buyDevices as buyCall,
  callSale,
  transferDevice,
} from '../chain/device-calls.ts'
import { sendAcceptedCalls } from '../chain/send-calls.ts'
import { type EconomyUnderTest, startEconomyUnderTest } from '../economy-under-test.ts'
import { createRandom } from '../random.ts'
import { setupEconomy } from '../setup/setup-economy.ts'
import { createFulfiller, type Fulfiller } from './fulfil-orders.ts'

let economy: EconomyUnderTest
let fulfil: Fulfiller
let books: BookFollower<ChainBook>
/** Somebody whom the economy does not know. */
const user = localAccount('operator', 9_001)
const friend = localAccount('operator', 9_002)

beforeAll(async () => {
  economy = await startEconomyUnderTest()
  const { chain, plan, logger } = economy
  await setupEconomy(chain, plan)
  const treasury = localRichAccount('treasury')
  await sendAcceptedCalls(chain, [
    payEther(treasury, user.address, ONE_N3),
    payEther(treasury, friend.address, ONE_N3),
    payN3(chain.deployment, treasury, user.address, 10_000n * ONE_N3),
  ])
  fulfil = createFulfiller(chain, plan, logger)
  books = followEconomy(chain)
})
afterAll(() => economy.stop())

async function storeNow(): Promise<DeviceBook> {
  return (await books.bookAt(await economy.chain.client.getBlockNumber())).store
}

async function buy(quantity: number): Promise<bigint[]> {
  const { chain } = economy
  const before = (await storeNow()).devices.size
  const purchase = { batchId: 2, quantity, unitPriceWei: 450n * ONE_N3 }
  await sendAcceptedCalls(chain, [buyCall(chain.deployment, user, purchase)])
  return Array.from({ length: quantity }, (_, index) => BigInt(before + 1 + index))
}

async function deviceOf(tokenId: bigint) {
  const device = (await storeNow()).devices.get(tokenId)
  if (device === undefined) throw new Error(`there is no device ${tokenId}`)
  return device
}

/** What the device shows, as text, and read again. */
async function codeOf(tokenId: bigint, owner: `0x${string}`) {
  const { timestamp } = await economy.chain.client.getBlock()
  const { activations } = await deviceOf(tokenId)
  const specHash = keccak256(toBytes('a box'))
  const code = await showActivationCode({
    ...{ deployment: economy.chain.deployment, tokenId, owner, nonce: activations },
    details: { capabilities: 3, country: '0x4445', specHash, deadline: timestamp + 600n },
  })
  return decodeActivationCode(encodeActivationCode(code))
}

describe('a fulfiller', () => {
  it("ships anybody's order after twenty seconds, with a key whose device can be activated", async () => {
    const { chain } = economy
    const [kept, returned] = await buy(2)
    if (kept === undefined || returned === undefined) throw new Error('two were bought')
    await fulfil()
    expect((await deviceOf(kept)).status).toBe('ordered')
    await sendAcceptedCalls(chain, [
      callSale(chain.deployment, user, { functionName: 'refund', args: [returned] }),
    ])
    await economy.passSeconds(25)
    await fulfil()
    expect(await deviceOf(kept)).toMatchObject({
      status: 'shipped',
      keyCommitment: localDevice(kept).keyCommitment,
    })
    expect((await deviceOf(returned)).status).toBe('refunded')

    const code = await codeOf(kept, user.address)
    await sendAcceptedCalls(chain, [activateCall(chain.deployment, user, code)])
    expect(await deviceOf(kept)).toMatchObject({ status: 'activated', node: lowerAddress(code.node) })
    const node = await chain.client.readContract({
      address: chain.deployment.contracts.nodeRegistry,
      abi: nodeRegistryAbi,
      functionName: 'nodeOf',
      args: [code.node],
    })
    expect(node).toMatchObject({ operator: user.address, isDevice: true, retiredAt: 0n })

    await sendAcceptedCalls(chain, [transferDevice(chain.deployment, user, friend.address, kept)])
    const again = await codeOf(kept, friend.address)
    expect(again.node).not.toBe(code.node)
    await sendAcceptedCalls(chain, [activateCall(chain.deployment, friend, again)])
    const { nodes } = await bookEqualToChain(chain)
    expect(nodes.get(lowerAddress(code.node))?.retiredAt).toBeDefined()
    expect(nodes.get(lowerAddress(again.node))).toMatchObject({ operator: lowerAddress(friend.address) })
  })

  it("lets the economy's own orders wait, cancels one, and corrects a wrong key", async () => {
    const { chain } = economy
    const reasons = new Set<string>()
    for (let look = 0; look < 12; look++) {
      await economy.passSeconds(30)
      await fulfil()
      const { devices } = await storeNow()
      for (const { tokenId, status, keyCommitment } of devices.values()) {
        if (tokenId === 7n && status === 'shipped') {
          reasons.add(keyCommitment === localDevice(7n).keyCommitment ? 'corrected' : 'mislabelled')
        }
        if (tokenId === 13n && status === 'refunded') reasons.add('cancelled')
      }
    }
    expect([...reasons].sort()).toEqual(['cancelled', 'corrected', 'mislabelled'])
    const { store } = await bookEqualToChain(chain)
    expect([...store.devices.values()].filter(({ status }) => status === 'ordered')).toEqual([])
  })
})

it('actors buy, give back, activate, reset and sell on, each accepted by the contracts', async () => {
  const { chain, plan, logger } = economy
  const { files } = economy.epochs
  const weights = Object.entries({ buyDevices, refundDevice, activateDevice, resetDevice, sellDevice }).map(
    ([name, action]) => [name, action, 1] as const,
  )
  const act = createActor({ chain, plan, logger, files, random: createRandom(11), weights })
  const done = new Set<string | undefined>()
  const wanted = weights.map(([name]) => name)
  for (let count = 0; count < 400 && !wanted.every((name) => done.has(name)); count++) {
    done.add(await act())
    if (count % 10 === 9) await economy.passSeconds(40)
    if (count % 20 === 19) await fulfil()
  }
  expect([...done]).toEqual(expect.arrayContaining(wanted))
  await bookEqualToChain(chain)
})
