import { describe, expect, it } from 'vitest'
import { projectEvents } from '../store/project-events.ts'
import { createRandom } from '../testing/random.ts'
import { createRandomChain } from '../testing/random-chain.ts'
import { paymentsOf } from './changes.ts'

const nonZero = <K>(sums: Map<K, bigint>) => new Map([...sums].filter(([, sum]) => sum !== 0n))

describe('projectEvent', () => {
  it('adds up to what the contracts hold, over random histories', () => {
    for (let seed = 0; seed < 20; seed++) {
      const chain = createRandomChain(createRandom(seed))
      for (let block = 0; block < 60; block++) chain.grow()
      const changes = projectEvents(chain.blocks.flatMap((block) => block.events))
      const { model } = chain.tip()
      expect(nonZero(changes.balances)).toEqual(model.balances)
      const paid = new Map<string, bigint>()
      for (const { operator, paidWei } of paymentsOf(changes))
        paid.set(operator, (paid.get(operator) ?? 0n) + paidWei)
      expect(paid).toEqual(model.paid)
      for (const [key, { shares, staked, taken }] of model.positions) {
        expect(changes.positions.get(key)).toMatchObject({ shares, stakedWei: staked, takenWei: taken })
      }
      for (const [operator, { assets, thawing }] of model.pools) {
        expect(changes.pools.get(operator)).toMatchObject({ assetsWei: assets, thawingAssetsWei: thawing })
      }
    }
  })

  it('gives the same whether events come at once or block by block', () => {
    const chain = createRandomChain(createRandom(7))
    for (let block = 0; block < 80; block++) chain.grow()
    const whole = projectEvents(chain.blocks.flatMap((block) => block.events))
    const sum = new Map<string, bigint>()
    for (const { events } of chain.blocks) {
      for (const [account, delta] of projectEvents(events).balances)
        sum.set(account, (sum.get(account) ?? 0n) + delta)
    }
    expect(nonZero(sum)).toEqual(nonZero(whole.balances))
  })
})
