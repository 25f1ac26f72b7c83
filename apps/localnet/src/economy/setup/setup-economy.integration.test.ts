import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { sharesOf } from '@network3/chain/book/network-book'
import { LOCAL_ECONOMY_SPEC_HASH } from '@network3/chain/local-economy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeNode, handOverNode, registerNode, retireNode } from '../actions/node-actions.ts'
import { createActor } from '../actions/perform-action.ts'
import {
  cancelUnstake,
  changeCommission,
  delegate,
  requestUnstake,
  stakeOnSelf,
  withdraw,
} from '../actions/stake-actions.ts'
import { bookEqualToChain } from '../book/book-under-test.ts'
import { type EconomyUnderTest, startEconomyUnderTest } from '../economy-under-test.ts'
import { createRandom } from '../random.ts'
import { economyCountries, fullSize, planEconomy } from './plan-economy.ts'
import { setupEconomy } from './setup-economy.ts'

let economy: EconomyUnderTest

beforeAll(async () => {
  economy = await startEconomyUnderTest()
})
afterAll(() => economy.stop())

describe('setupEconomy', () => {
  it('takes up a set-up that was broken off, and does nothing when all is there', async () => {
    const { chain, plan } = economy
    const [first] = plan.operators
    if (first === undefined) throw new Error('the plan has no operator')
    const half = {
      operators: [{ ...first, nodes: first.nodes.slice(0, 1) }],
      delegators: plan.delegators.slice(0, 1),
    }
    await setupEconomy(chain, half)
    await setupEconomy(chain, plan)
    expect(await setupEconomy(chain, plan)).toEqual({ payments: 0, actions: 0 })

    const book = await bookEqualToChain(economy.chain)
    expect(book.nodes.size).toBe(plan.operators.reduce((sum, { nodes }) => sum + nodes.length, 0))
    for (const { address, selfStakeWei } of plan.operators) {
      const pool = book.pools.get(address)
      const delegated = plan.delegators
        .flatMap(({ stakes }) => stakes)
        .filter(({ operator }) => operator === address)
        .reduce((sum, { assetsWei }) => sum + assetsWei, 0n)
      expect(sharesOf(book, address, address)).toBe(selfStakeWei * 1_000_000n)
      expect(pool?.activeAssets).toBe(selfStakeWei + delegated)
    }
  })

  it('marks every node as one of the local economy', async () => {
    const { client, deployment } = economy.chain
    for (const { account } of economy.plan.operators.flatMap(({ nodes }) => nodes)) {
      const { specHash } = await client.readContract({
        address: deployment.contracts.nodeRegistry,
        abi: nodeRegistryAbi,
        functionName: 'nodeOf',
        args: [account.address],
      })
      expect(specHash).toBe(LOCAL_ECONOMY_SPEC_HASH)
    }
  })

  it('lets actors act in many ways, each accepted by the contracts, with a book that stays true', async () => {
    const { chain, plan, logger } = economy
    // What leases and devices do has tests of its own.
    const weights = [
      ['delegate', delegate, 4],
      ['stakeOnSelf', stakeOnSelf, 3],
      ['requestUnstake', requestUnstake, 4],
      ['withdraw', withdraw, 4],
      ['cancelUnstake', cancelUnstake, 2],
      ['registerNode', registerNode, 1],
      ['retireNode', retireNode, 1],
      ['changeNode', changeNode, 1],
      ['handOverNode', handOverNode, 1],
      ['changeCommission', changeCommission, 1],
    ] as const
    const act = createActor({
      ...{ chain, plan, logger, weights },
      files: economy.epochs.files,
      random: createRandom(7),
    })
    const done = new Set<string | undefined>()
    // What has an occasion follows from the time too, so how many draws bring each action is not the same everywhere.
    for (let count = 0; count < 600 && (count < 60 || done.size < weights.length); count++) {
      const name = await act()
      if (name !== undefined) done.add(name)
      if (count % 6 === 0) await economy.passSeconds(15)
    }
    for (const [name] of weights) expect(done).toContain(name)
    await bookEqualToChain(economy.chain)
  })
})

it('plans 60 operators in 25 countries, some below the minimum self-stake, the same each time', () => {
  const plan = planEconomy(fullSize)
  const nodes = plan.operators.flatMap((operator) => operator.nodes)
  expect(plan.operators).toHaveLength(60)
  expect(new Set(nodes.map(({ details }) => details.country)).size).toBe(25)
  expect(new Set(economyCountries).size).toBe(25)
  expect(nodes.length).toBeGreaterThanOrEqual(150)
  expect(nodes.length).toBeLessThanOrEqual(200)
  expect(plan.operators.filter(({ selfStakeWei }) => selfStakeWei < 100n * 10n ** 18n)).toHaveLength(5)
  expect(plan.delegators).toHaveLength(40)
  const shape = (which: typeof plan) =>
    which.operators.map(({ selfStakeWei, nodes: own }) => [selfStakeWei, own.length])
  expect(shape(planEconomy(fullSize))).toEqual(shape(plan))
})
