import { lowerAddress } from '@network3/core/address'
import { ONE_N3 } from '@network3/core/units'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callStaking, registerNode, retireNode, stakeN3, transferNode, updateNode } from '../chain/calls.ts'
import { sendAcceptedCalls } from '../chain/send-calls.ts'
import { type EconomyUnderTest, startEconomyUnderTest } from '../economy-under-test.ts'
import { nodeAccountOf, type PlannedOperator } from '../setup/plan-economy.ts'
import { setupEconomy } from '../setup/setup-economy.ts'
import { bookEqualToChain } from './book-under-test.ts'
import { followEconomy } from './chain-book.ts'

let economy: EconomyUnderTest
let first: PlannedOperator
let second: PlannedOperator

beforeAll(async () => {
  economy = await startEconomyUnderTest()
  await setupEconomy(economy.chain, economy.plan)
  const [one, two] = economy.plan.operators
  if (one === undefined || two === undefined) throw new Error('the plan has no two operators')
  first = one
  second = two
})
afterAll(() => economy.stop())

const details = { country: 'SE', capabilities: 3 }

describe('followBook', () => {
  it('keeps up with every event that changes a node, a position or a request', async () => {
    const { chain } = economy
    const { deployment } = chain
    const books = followEconomy(chain)
    await bookEqualToChain(chain, books)
    const node = nodeAccountOf(first.index, 900)
    await sendAcceptedCalls(chain, [await registerNode(deployment, first.account, node, details)])
    await sendAcceptedCalls(chain, [
      updateNode(deployment, first.account, node.address, { ...details, country: 'NO' }),
    ])
    await bookEqualToChain(chain, books)
    await sendAcceptedCalls(chain, [
      await transferNode(deployment, first.account, second.account, node.address, 1n),
    ])
    await bookEqualToChain(chain, books)
    await sendAcceptedCalls(chain, [
      retireNode(deployment, second.account, node.address),
      stakeN3(deployment, second.account, first.address, 30n * ONE_N3),
      callStaking(deployment, second.account, {
        functionName: 'requestUnstake',
        args: [first.address, 10n ** 24n],
      }),
    ])
    const open = await bookEqualToChain(chain, books)
    expect(open.nodes.get(lowerAddress(node.address))).toMatchObject({
      operator: second.address,
      country: 'NO',
    })
    const [request] = [...open.requests.keys()]
    if (request === undefined) throw new Error('no request is open')
    await sendAcceptedCalls(chain, [
      callStaking(deployment, second.account, { functionName: 'cancelUnstake', args: [request] }),
    ])
    const closed = await bookEqualToChain(chain, books)
    expect(closed.requests.size).toBe(0)
  })

  it('forgets what an unwound chain no longer knows, though the chain has grown past it again', async () => {
    const { chain, control } = economy
    const books = followEconomy(chain)
    const snapshot = await control.snapshot()
    await sendAcceptedCalls(chain, [stakeN3(chain.deployment, second.account, first.address, 70n * ONE_N3)])
    await bookEqualToChain(chain, books)
    await control.revert({ id: snapshot })
    await sendAcceptedCalls(chain, [stakeN3(chain.deployment, second.account, first.address, 5n * ONE_N3)])
    await control.mine({ blocks: 3 })
    const book = await bookEqualToChain(chain, books)
    expect(book).toEqual(await followEconomy(chain).bookAt(await chain.client.getBlockNumber()))
  })

  it('answers for an earlier block too', async () => {
    const { chain } = economy
    const books = followEconomy(chain)
    const before = await chain.client.getBlockNumber()
    const pool = structuredClone((await books.bookAt(before)).pools.get(first.address))
    await sendAcceptedCalls(chain, [stakeN3(chain.deployment, second.account, first.address, 9n * ONE_N3)])
    const after = (await books.bookAt(await chain.client.getBlockNumber())).pools.get(first.address)
    expect(after?.activeAssets).toBe((pool?.activeAssets ?? 0n) + 9n * ONE_N3)
    expect((await books.bookAt(before)).pools.get(first.address)).toEqual(pool)
  })
})
