import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { OPERATORS, poolN3 } from '../../testing/seed-operators.ts'
import { delegatorAddress, N3, operatorAddress, SHARES_PER_WEI } from '../../testing/test-actors.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

const stranger = `0x${'99'.repeat(20)}`

describe('staking.findPositions', () => {
  test('all pages together hold each position once, and the totals are of all', async () => {
    const operators: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await api.caller.staking.findPositions({
        address: delegatorAddress(0),
        limit: 5,
        ...(cursor && { cursor }),
      })
      operators.push(...page.items.map(({ operator }) => operator.toLowerCase()))
      expect(page.totals.positionCount).toBe(OPERATORS - 1)
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(operators).toEqual(Array.from({ length: OPERATORS - 1 }, (_, index) => operatorAddress(index)))
  })

  test('values shares at the last block, and counts what thaws into the gain', async () => {
    const { items } = await api.caller.staking.findPositions({ address: delegatorAddress(0), limit: 100 })
    const of = (index: number) =>
      items.find(({ operator }) => operator.toLowerCase() === operatorAddress(index))
    // A fifteenth of the 5 N3 that streamed in: 10 of 150 shares.
    expect(of(5)?.gainWei).toBe(String((5n * N3) / 15n))
    // Two requests of 10 N3 of shares thaw in a pool half of whose thaw was slashed.
    expect(of(3)?.thawingWei).toBe(String(10n * N3))
    expect(of(3)?.poolShareBps).toBe(400)
  })

  test('marks stake on oneself, and is empty for a stranger', async () => {
    const own = await api.caller.staking.findPositions({ address: operatorAddress(2) })
    expect(own.items.map(({ isOwnPool }) => isOwnPool)).toEqual([true])
    const none = await api.caller.staking.findPositions({ address: stranger })
    expect(none).toMatchObject({ items: [], nextCursor: null, totals: { positionCount: 0, valueWei: '0' } })
  })
})

describe('staking.findRequests', () => {
  test('gives each request its state and reason, newest first', async () => {
    const { items } = await api.caller.staking.findRequests({ address: delegatorAddress(0) })
    expect(items.map(({ requestId, state }) => [requestId, state])).toEqual([
      ['4', 'withdrawn'],
      ['3', 'cancelled'],
      ['2', 'ready'],
      ['1', 'thawing'],
    ])
    expect(items.map(({ reason }) => reason.code)).toEqual([
      'UNSTAKE_WITHDRAWN',
      'UNSTAKE_CANCELLED',
      'UNSTAKE_READY',
      'UNSTAKE_THAWING',
    ])
    expect(items[0]).toMatchObject({ valueWei: null, settledWei: String(4n * N3) })
    // Slashed since it was requested.
    expect(items[3]).toMatchObject({
      requestedWei: String(10n * N3),
      valueWei: String(5n * N3),
      settledWei: null,
    })
  })

  test('filters by open and settled, and pages', async () => {
    const find = (filter: 'open' | 'settled', cursor?: string) =>
      api.caller.staking.findRequests({
        address: delegatorAddress(0),
        filter,
        limit: 1,
        ...(cursor && { cursor }),
      })
    const first = await find('open')
    const second = await find('open', first.nextCursor ?? '')
    expect([...first.items, ...second.items].map(({ requestId }) => requestId)).toEqual(['2', '1'])
    expect(second.nextCursor).toBeNull()
    expect((await find('settled')).items.map(({ requestId }) => requestId)).toEqual(['4'])
    await expect(find('settled', first.nextCursor ?? '')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  test('is empty for a stranger', async () => {
    expect((await api.caller.staking.findRequests({ address: stranger })).items).toEqual([])
  })
})

describe('staking.getStakeQuote', () => {
  test('buys shares at the accrued price, rounded against the staker', async () => {
    const assets = 31n * N3
    const quote = await api.caller.staking.getStakeQuote({
      operator: operatorAddress(5),
      assetsWei: String(assets),
    })
    const shares = (assets * (150n * N3 * SHARES_PER_WEI + 1_000_000n)) / (155n * N3 + 1n)
    expect(quote.shares).toBe(String(shares))
    expect(BigInt(quote.valueAfterWei)).toBeLessThanOrEqual(assets)
    expect(BigInt(quote.valueAfterWei)).toBeGreaterThanOrEqual(assets - 1n)
    expect(quote.poolShareBps).toBe(1_666)
    expect(quote.refusal).toBeNull()
  })

  test('the estimated rate counts the new stake, so that it is lower', async () => {
    const before = await api.caller.operators.get({ address: operatorAddress(1) })
    const quote = await api.caller.staking.getStakeQuote({
      operator: operatorAddress(1),
      assetsWei: String(poolN3(1) * N3),
    })
    expect(quote.apr.bps).toBe(Math.floor((before.apr.bps ?? 0) / 2))
  })

  test('says why the contract would refuse it', async () => {
    const quote = await api.caller.staking.getStakeQuote({
      operator: operatorAddress(1),
      assetsWei: String(N3 - 1n),
    })
    expect(quote.refusal?.code).toBe('STAKE_BELOW_MINIMUM')
  })

  test('an address nobody has staked on has an empty pool', async () => {
    const quote = await api.caller.staking.getStakeQuote({ operator: stranger, assetsWei: String(N3) })
    expect(quote).toMatchObject({ shares: String(N3 * SHARES_PER_WEI), poolShareBps: 10_000 })
    expect(quote.apr.reason?.code).toBe('POOL_NO_REWARDS_YET')
  })

  test('refuses amounts that are no amounts', async () => {
    for (const assetsWei of ['', '-1', '1.5', '1e18', '0x10', '9'.repeat(79)]) {
      const quote = api.caller.staking.getStakeQuote({ operator: operatorAddress(1), assetsWei })
      await expect(quote).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    }
  })
})
