import { accruedPool } from '@network3/core/staking-math'
import { getNetworkTotals } from '@network3/db/queries/network/get-network-totals'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { earnedPerEpochWei, VERIFIED_EPOCHS } from '../../testing/seed-epochs.ts'
import { OPERATORS, poolN3 } from '../../testing/seed-operators.ts'
import {
  delegatorAddress,
  N3,
  nodeAddress,
  operatorAddress,
  SHARES_PER_WEI,
  TIP_AT,
} from '../../testing/test-actors.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

const stranger = `0x${'99'.repeat(20)}`

describe('operators.get', () => {
  test('gives rank by window and place by stake', async () => {
    const operator = await api.caller.operators.get({ address: operatorAddress(19) })
    // 4 N3 an epoch, the most there is, together with 9, 14: equal amounts rank by address.
    expect(operator.ranks.map(({ window, rank, rankedCount }) => [window, rank, rankedCount])).toEqual(
      ['24h', '7d', '30d', 'all'].map((window) => [window, 3, OPERATORS]),
    )
    expect(operator.earnedTotalWei).toBe(String(BigInt(VERIFIED_EPOCHS) * earnedPerEpochWei(19)))
    expect(operator.stakeRank).toBe(1)
  })

  test('accrues the stream to the last block', async () => {
    const { pool } = await api.caller.operators.get({ address: operatorAddress(5) })
    const moment = accruedPool(
      {
        activeAssets: 150n * N3,
        activeShares: 150n * N3 * SHARES_PER_WEI,
        streamRemaining: 10n * N3,
        streamUpdatedAt: BigInt(TIP_AT - 30),
        streamEndsAt: BigInt(TIP_AT + 30),
      },
      BigInt(TIP_AT),
    )
    expect(pool.activeAssetsWei).toBe(String(moment.activeAssets))
    expect(pool.stream?.remainingWei).toBe(String(5n * N3))
    const { pool: still } = await api.caller.operators.get({ address: operatorAddress(6) })
    expect(still.stream).toBeNull()
  })

  test('tells commission in force from commission to come', async () => {
    const risen = await api.caller.operators.get({ address: operatorAddress(20) })
    expect(risen.commission).toEqual({ bps: 5_000, pending: null })
    const rising = await api.caller.operators.get({ address: operatorAddress(21) })
    const effectiveAt = new Date((TIP_AT + 60) * 1000).toISOString()
    expect(rising.commission).toEqual({ bps: 100, pending: { bps: 5_000, effectiveAt } })
    expect(rising.reasons.map(({ code }) => code)).toContain('POOL_COMMISSION_RISING')
  })

  test('says why an operator is not paid, and why it has no rate', async () => {
    const poor = await api.caller.operators.get({ address: operatorAddress(22) })
    expect(poor.selfStake).toEqual({ valueWei: String(50n * N3), minimumWei: String(80n * N3), isMet: false })
    expect(poor.reasons.map(({ code }) => code)).toEqual(['POOL_SELF_STAKE_BELOW_MINIMUM'])
    const empty = await api.caller.operators.get({ address: operatorAddress(23) })
    expect(empty.reasons.map(({ code }) => code)).toEqual([
      'OPERATOR_WITHOUT_NODES',
      'POOL_SELF_STAKE_BELOW_MINIMUM',
      'POOL_EMPTY',
    ])
    expect(empty.apr.bps).toBeNull()
  })

  test('an annual rate can be recomputed from its inputs', async () => {
    const { apr } = await api.caller.operators.get({ address: operatorAddress(1) })
    const { earnedWei, periodSeconds, commissionBps, activeStakeWei } = apr.inputs
    const year = 31_557_600n
    const bps =
      (BigInt(earnedWei) * BigInt(10_000 - commissionBps) * year) /
      (BigInt(activeStakeWei) * BigInt(periodSeconds))
    expect(apr.bps).toBe(Number(bps))
    expect(periodSeconds).toBe(VERIFIED_EPOCHS * 3_600)
  })

  test('takes an address in any case, refuses a wrong checksum, knows nothing of strangers', async () => {
    const address = operatorAddress(10)
    const upper = `0x${address.slice(2).toUpperCase()}`
    const found = await api.caller.operators.get({ address: upper })
    expect(found.address.toLowerCase()).toBe(address)
    const twisted = found.address.replace(/[a-fA-F](?=[^a-fA-F]*$)/, (digit) =>
      digit === digit.toLowerCase() ? digit.toUpperCase() : digit.toLowerCase(),
    )
    await expect(api.caller.operators.get({ address: twisted })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(api.caller.operators.get({ address: '0x12' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(api.caller.operators.get({ address: stranger })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

test('the sum over all pools accrues each as core does', async () => {
  const totals = await getNetworkTotals(api.context.pool)
  const recorded = Array.from({ length: OPERATORS }, (_, index) => poolN3(index)).reduce(
    (sum, n3) => sum + n3,
    0n,
  )
  expect(totals.stakedWei).toBe(recorded * N3 + 5n * N3)
})

describe('operators.findNodes', () => {
  test('lists registered and retired nodes page by page, newest first', async () => {
    const read = (cursor?: string) =>
      api.caller.operators.findNodes({ operator: operatorAddress(3), limit: 3, ...(cursor && { cursor }) })
    const first = await read()
    const second = await read(first.nextCursor ?? undefined)
    const nodes = [...first.items, ...second.items]
    expect(second.nextCursor).toBeNull()
    expect(nodes.map(({ address }) => address.toLowerCase())).toEqual(
      [3, 2, 1, 0].map((n) => nodeAddress(3, n)),
    )
    expect(nodes.map(({ status }) => status)).toEqual(['retired', 'never-seen', 'never-seen', 'never-seen'])
    expect(nodes[2]).toMatchObject({
      capabilities: ['compute', 'egress'],
      country: 'DE',
      isLocalEconomy: true,
    })
    expect(nodes[3]?.lastReward).toEqual({ epoch: VERIFIED_EPOCHS, amountWei: String(3n * N3) })
    expect(nodes[2]?.lastReward).toBeNull()
  })

  test('is empty for a stranger', async () => {
    const page = await api.caller.operators.findNodes({ operator: stranger })
    expect(page).toEqual({ items: [], nextCursor: null })
  })
})

describe('operators.findEpochs', () => {
  test('gives each verified epoch with the inputs of its nodes, newest first', async () => {
    const { items } = await api.caller.operators.findEpochs({ operator: operatorAddress(3) })
    expect(items.map(({ epoch }) => epoch)).toEqual([4, 3, 2, 1])
    expect(items[0]).toMatchObject({
      amountWei: String(3n * N3),
      cumulativeWei: String(12n * N3),
      nodeCount: 1,
    })
    expect(items[0]?.nodes[0]?.inputs).toMatchObject({ country: 'DE', inputs: { slots: 24 } })
  })

  test('pages hold each epoch once', async () => {
    const seen: number[] = []
    let cursor: string | null | undefined
    do {
      const page = await api.caller.operators.findEpochs({
        operator: operatorAddress(3),
        limit: 1,
        ...(cursor && { cursor }),
      })
      seen.push(...page.items.map(({ epoch }) => epoch))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual([4, 3, 2, 1])
  })

  test('every node of an epoch can be read', async () => {
    const page = await api.caller.operators.findEpochNodes({
      operator: operatorAddress(3),
      epoch: 2,
      limit: 1,
    })
    expect(page.items.map(({ node }) => node.toLowerCase())).toEqual([nodeAddress(3, 0)])
    expect(page.nextCursor).toBeNull()
    const none = await api.caller.operators.findEpochNodes({ operator: operatorAddress(3), epoch: 5 })
    expect(none.items).toEqual([])
    const zero = api.caller.operators.findEpochNodes({ operator: operatorAddress(3), epoch: 0 })
    await expect(zero).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('operators.getEarningsSeries', () => {
  for (const window of ['24h', '7d', '30d', 'all'] as const) {
    test(`over ${window} every bucket is there and the sums are those of the rank table`, async () => {
      const series = await api.caller.operators.getEarningsSeries({ operator: operatorAddress(1), window })
      expect(series.earnedWei).toBe(String(4n * N3))
      expect(series.paidWei).toBe(String(3n * N3))
      const starts = series.points.map(({ startsAt }) => Date.parse(startsAt))
      const steps = new Set(starts.slice(1).map((start, index) => start - (starts[index] ?? 0)))
      expect([...steps]).toEqual([series.bucketSeconds * 1000])
      const end = (starts.at(-1) ?? 0) / 1000 + series.bucketSeconds
      expect(end).toBeGreaterThan(TIP_AT)
      expect(end - TIP_AT).toBeLessThanOrEqual(3_600)
    })
  }

  test('an epoch counts in the hour of its last second', async () => {
    const { points } = await api.caller.operators.getEarningsSeries({
      operator: operatorAddress(1),
      window: '24h',
    })
    const earning = points.filter(({ earnedWei }) => earnedWei !== '0').map(({ startsAt }) => startsAt)
    expect(earning).toEqual([7, 8, 9, 10].map((hour) => new Date(Date.UTC(2026, 2, 10, hour)).toISOString()))
  })

  test('is all zeros for a stranger', async () => {
    const series = await api.caller.operators.getEarningsSeries({ operator: stranger, window: 'all' })
    expect(series.earnedWei).toBe('0')
  })
})

describe('operators.findStakers', () => {
  test('lists holders largest first, the operator marked, and parts of the pool', async () => {
    const { items } = await api.caller.operators.findStakers({ operator: operatorAddress(2) })
    expect(
      items.map(({ staker, isOperator, poolShareBps }) => [staker.toLowerCase(), isOperator, poolShareBps]),
    ).toEqual([
      [delegatorAddress(2), false, 5_000],
      [operatorAddress(2), true, 4_500],
      [delegatorAddress(0), false, 500],
    ])
    expect(items.map(({ valueWei }) => valueWei)).toEqual([100n, 90n, 10n].map((n3) => String(n3 * N3)))
  })

  test('pages hold each staker once', async () => {
    const seen: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await api.caller.operators.findStakers({
        operator: operatorAddress(2),
        limit: 1,
        ...(cursor && { cursor }),
      })
      seen.push(...page.items.map(({ staker }) => staker.toLowerCase()))
      cursor = page.nextCursor
    } while (cursor !== null && seen.length < 10)
    expect(seen).toEqual([delegatorAddress(2), operatorAddress(2), delegatorAddress(0)])
  })

  test('knows no stakers of a stranger', async () => {
    await expect(api.caller.operators.findStakers({ operator: stranger })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
