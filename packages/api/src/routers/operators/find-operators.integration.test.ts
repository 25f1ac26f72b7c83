import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { earnedPerEpochWei, VERIFIED_EPOCHS } from '../../testing/seed-epochs.ts'
import { nodeCount, OPERATORS } from '../../testing/seed-operators.ts'
import { N3, operatorAddress } from '../../testing/test-actors.ts'
import { operatorSort } from './find-operators.schema.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

type Input = Parameters<TestApi['caller']['operators']['find']>[0]
type Item = Awaited<ReturnType<TestApi['caller']['operators']['find']>>['items'][number]

async function readAll(input: Input): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const page = await api.caller.operators.find({ ...input, ...(cursor === undefined ? {} : { cursor }) })
    expect(page.items.length).toBeLessThanOrEqual(input.limit ?? 25)
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return items
}

const keys = {
  earned: (item: Item) => BigInt(item.earnedWei),
  paid: (item: Item) => BigInt(item.paidWei),
  // By what the pool held at its last event: the stream of operator 5 came after.
  stake: (item: Item) => BigInt(item.stakeWei) - (addressIndex(item) === 5 ? 5n * N3 : 0n),
  commission: (item: Item) => BigInt(item.commissionBps),
  nodes: (item: Item) => BigInt(item.nodes.registered),
  delegators: (item: Item) => BigInt(item.delegatorCount),
} as const

const addressIndex = (item: Item) => Number.parseInt(item.address.slice(2, 4), 16)
const indicesOf = (items: Item[]) => items.map(addressIndex).toSorted((a, b) => a - b)
const everyIndex = Array.from({ length: OPERATORS }, (_, index) => index)

describe('paging', () => {
  for (const sort of operatorSort.options) {
    for (const direction of ['desc', 'asc'] as const) {
      test(`by ${sort} ${direction}, all pages together hold each operator once, in order, whatever ties`, async () => {
        for (const limit of [1, 5, 24, 100]) {
          const items = await readAll({ sort, direction, limit })
          expect(indicesOf(items)).toEqual(everyIndex)
          const values = items.map(keys[sort])
          const sorted = values.toSorted((a, b) => (direction === 'desc' ? Number(b - a) : Number(a - b)))
          expect(values).toEqual(sorted)
        }
      })
    }
  }

  test('a page after one that has gone begins where its last row stood', async () => {
    const first = await api.caller.operators.find({ limit: 3 })
    const rest = await readAll({ limit: 7, cursor: first.nextCursor ?? '' })
    expect(rest).toHaveLength(OPERATORS - 3)
  })

  test('filters hold on every page', async () => {
    const items = await readAll({ hasNodes: true, localEconomy: false, limit: 2, sort: 'stake' })
    const expected = everyIndex.filter((index) => nodeCount(index) > 0 && index % 3 !== 0)
    expect(indicesOf(items)).toEqual(expected)
  })

  test('a cursor of another sort, window or list is refused', async () => {
    const { nextCursor } = await api.caller.operators.find({ limit: 3, sort: 'earned' })
    const cursor = nextCursor ?? ''
    await expect(api.caller.operators.find({ cursor, sort: 'stake' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(api.caller.operators.find({ cursor, window: 'all' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(api.caller.epochs.find({ cursor })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(api.caller.operators.find({ cursor: 'bm9uc2Vuc2U' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})

describe('figures', () => {
  test('earned is what the verified epochs of the window hold, and ranks follow it', async () => {
    const items = await readAll({ window: '24h' })
    for (const item of items) {
      const expected = BigInt(VERIFIED_EPOCHS) * earnedPerEpochWei(addressIndex(item))
      expect(BigInt(item.earnedWei)).toBe(expected)
      expect(item.trend.reduce((sum, wei) => sum + BigInt(wei), 0n)).toBe(expected)
    }
    expect(items.map(({ rank }) => rank)).toEqual(everyIndex.map((index) => index + 1))
  })

  test('paid is apart from earned', async () => {
    const items = await readAll({ sort: 'paid', limit: 100 })
    expect(items.slice(0, 3).map((item) => [addressIndex(item), item.paidWei])).toEqual([
      [1, String(3n * N3)],
      [7, String(N3)],
      [0, '0'],
    ])
  })

  test('stake is accrued to the last block', async () => {
    const { items } = await api.caller.operators.find({ search: '0x05' })
    // 150 N3 and half of a stream of 10.
    expect(items.map(({ stakeWei }) => stakeWei)).toEqual([String(155n * N3)])
  })

  test('a commission that has risen by time alone is shown and sorted by, one still to rise is not', async () => {
    const { items } = await api.caller.operators.find({ sort: 'commission', limit: 2 })
    expect(items.map((item) => [addressIndex(item), item.commissionBps])).toEqual([
      [20, 5_000],
      [4, 400],
    ])
  })

  test('countries are those of registered nodes, retired ones left out', async () => {
    const { items } = await api.caller.operators.find({ search: operatorAddress(3) })
    // The retired one stood in JP.
    expect(items[0]?.countries).toEqual(['BR', 'DE', 'FR'])
  })

  test('an annual rate is given with its reason where it cannot be', async () => {
    const items = await readAll({})
    const of = (index: number) => items.find((item) => addressIndex(item) === index)?.apr
    expect(of(1)?.reason).toBeNull()
    // 4 N3 in four hours on 150 N3 at 1 % commission, over a year of 8766 hours.
    expect(of(1)?.bps).toBe(Math.floor((4 * 0.99 * 8766 * 10_000) / (150 * 4)))
    expect(of(23)).toMatchObject({ bps: null, reason: { code: 'POOL_EMPTY' } })
    expect(of(4)).toMatchObject({ bps: null, reason: { code: 'POOL_NO_REWARDS_YET' } })
  })

  test('the count is of all ranked operators, and none is given for a filtered list', async () => {
    expect((await api.caller.operators.find({})).totalCount).toBe(OPERATORS)
    expect((await api.caller.operators.find({ country: 'DE' })).totalCount).toBeNull()
  })
})

describe('filters', () => {
  test('by country', async () => {
    const items = await readAll({ country: 'jp' })
    expect(items.length).toBeGreaterThan(0)
    for (const item of items) expect(item.countries).toContain('JP')
  })

  test('country and capability must be met by the same node', async () => {
    const items = await readAll({ country: 'FR', capability: 'compute' })
    // Node 1 alone computes; it stands in country (index + 1) mod 4, so FR is that of 0, 4, 8… with two nodes or more.
    const expected = everyIndex.filter((index) => nodeCount(index) >= 2 && (index + 1) % 4 === 1)
    expect(indicesOf(items)).toEqual(expected)
    const either = await readAll({ country: 'FR' })
    expect(either.length).toBeGreaterThan(items.length)
  })

  test('by least stake', async () => {
    const items = await readAll({ minStakeWei: String(250n * N3) })
    expect(indicesOf(items)).toEqual(everyIndex.filter((index) => index % 4 === 3 && index !== 23))
  })

  test('by the beginning of an address, in either case and at any digit', async () => {
    expect(indicesOf(await readAll({ search: '0x0' }))).toEqual(everyIndex.filter((index) => index < 16))
    expect(indicesOf(await readAll({ search: '0x0AA' }))).toEqual([10])
    expect(await readAll({ search: '0xff' })).toEqual([])
  })
})

describe('refusals', () => {
  const cases: [string, Record<string, unknown>][] = [
    ['a limit of 0', { limit: 0 }],
    ['a limit of 101', { limit: 101 }],
    ['an unknown sort', { sort: 'apr' }],
    ['an unknown window', { window: '1y' }],
    ['a search that is no hex', { search: "0x'; drop table operator" }],
    ['a country of three letters', { country: 'DEU' }],
    ['a negative stake', { minStakeWei: '-1' }],
    ['a stake beyond a uint256', { minStakeWei: String(2n ** 256n) }],
  ]
  for (const [words, input] of cases) {
    test(words, async () => {
      // What a client may send is not bound by our types.
      const find = api.caller.operators.find as (input: unknown) => Promise<unknown>
      await expect(find(input)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    })
  }

  test('before the first block everything says that nothing is indexed', async () => {
    const empty = await createTestApi({ empty: true })
    try {
      await expect(empty.caller.operators.find({})).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
      await expect(empty.caller.network.getOverview()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
    } finally {
      await empty.close()
    }
  })
})
