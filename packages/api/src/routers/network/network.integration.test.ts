import { setAuditOutcome } from '@network3/db/write/indexer-checks'
import { addDisagreements, resolveDisagreements, setProviders } from '@network3/db/write/provider-reports'
import { writeHalt } from '@network3/db/write/tip'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { earnedPerEpochWei, VERIFIED_EPOCHS } from '../../testing/seed-epochs.ts'
import { nodeCount, OPERATORS, poolN3 } from '../../testing/seed-operators.ts'
import { N3, TIP_NUMBER, testDeployment } from '../../testing/test-actors.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

const indices = Array.from({ length: OPERATORS }, (_, index) => index)
const sumOf = (amountOf: (index: number) => bigint) =>
  indices.reduce((sum, index) => sum + amountOf(index), 0n)

describe('network.getOverview', () => {
  test('counts what is on chain', async () => {
    const overview = await api.caller.network.getOverview()
    const nodes = indices.reduce((sum, index) => sum + nodeCount(index), 0)
    expect(overview.nodes).toEqual({ registered: nodes, online: 0, verified: 0 })
    expect(overview.operators).toEqual({
      total: OPERATORS,
      withNodes: indices.filter((index) => nodeCount(index) > 0).length,
    })
    expect(overview.countries.reduce((sum, country) => sum + country.nodeCount, 0)).toBe(nodes)
    const counts = overview.countries.map((country) => country.nodeCount)
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  })

  test('sums stake accrued to the block, and earned apart from paid', async () => {
    const { stake, rewards } = await api.caller.network.getOverview()
    expect(stake.stakedWei).toBe(String(sumOf((index) => poolN3(index) * N3) + 5n * N3))
    expect(stake.thawingWei).toBe(String(10n * N3))
    const earned = BigInt(VERIFIED_EPOCHS) * sumOf(earnedPerEpochWei)
    expect(rewards).toEqual({
      earned7dWei: String(earned),
      earnedTotalWei: String(earned),
      paid7dWei: String(4n * N3),
      paidTotalWei: String(4n * N3),
    })
  })

  test('a delegator of many pools is one delegator', async () => {
    const { stake } = await api.caller.network.getOverview()
    // Delegator 0, and one more for each pool above 100 N3.
    expect(stake.delegatorCount).toBe(1 + indices.filter((index) => poolN3(index) > 100n).length)
  })

  test("reads the epoch off the contract's clock at the last block", async () => {
    const { epoch, tip, supply } = await api.caller.network.getOverview()
    expect(epoch).toEqual({
      number: 6,
      startsAt: '2026-03-10T12:00:00.000Z',
      endsAt: '2026-03-10T13:00:00.000Z',
      lengthSeconds: 3_600,
      lastPosted: 5,
      lastVerified: 4,
    })
    expect(tip).toMatchObject({ blockNumber: TIP_NUMBER, safeNumber: 90, finalizedNumber: 80 })
    expect(supply).toEqual({ totalWei: String(600_000_000n * N3), capWei: String(1_000_000_000n * N3) })
  })
})

describe('status.get', () => {
  test('is live, with addresses and the tip', async () => {
    const status = await api.caller.status.get()
    expect(status).toMatchObject({
      chainId: 31337,
      state: 'live',
      reason: null,
      contracts: testDeployment.contracts,
      indexer: { blockNumber: TIP_NUMBER, lagSeconds: 1, blocksBehind: 0, lastReorg: null },
      epochFiles: { verified: 4, pending: 0, refused: 1 },
    })
    expect(status.database.sizeBytes).toBeGreaterThan(1_000_000)
  })

  test('is empty before the first block', async () => {
    const empty = await createTestApi({ empty: true })
    try {
      const status = await empty.caller.status.get()
      expect(status).toMatchObject({ state: 'empty', indexer: null, reason: { code: 'INDEXER_EMPTY' } })
    } finally {
      await empty.close()
    }
  })

  test('says why the indexer stopped', async () => {
    const other = await createTestApi()
    try {
      await other.writer.transaction((tx) => writeHalt(tx, 'REORG_PAST_FINALITY', 'Block 70 was replaced.'))
      const status = await other.caller.status.get()
      expect(status).toMatchObject({
        state: 'halted',
        reason: { code: 'REORG_PAST_FINALITY', sentence: 'Block 70 was replaced.' },
      })
    } finally {
      await other.close()
    }
  })

  test('names providers that disagree about the next block and holds up for it, until they agree', async () => {
    const other = await createTestApi()
    const seenAt = new Date()
    const head = BigInt(TIP_NUMBER)
    try {
      await other.writer.transaction(async (tx) => {
        await setProviders(tx, [
          { name: 'one.example', state: 'live', head, heardAt: seenAt },
          { name: 'two.example', state: 'silent', head: undefined, heardAt: undefined },
        ])
        const about = { kind: 'logs', blockNumber: head + 1n, blockHash: undefined, occurrences: 2, seenAt }
        await addDisagreements(tx, [
          { ...about, providers: ['one.example', 'two.example'], detail: '3 logs, 2 logs' },
        ])
      })
      expect(await other.caller.status.get()).toMatchObject({
        ...{ state: 'behind', reason: { code: 'PROVIDERS_DISAGREE' } },
        providers: [
          { name: 'one.example', state: 'live', headNumber: TIP_NUMBER },
          { name: 'two.example', state: 'silent', headNumber: null },
        ],
        disagreements: [
          { blockNumber: TIP_NUMBER + 1, providers: ['one.example', 'two.example'], resolvedAt: null },
        ],
      })
      expect(await other.writer.transaction((tx) => resolveDisagreements(tx, head + 1n))).toBe(1)
      const audit = { blockNumber: head, compared: 12, differences: 1, detail: 'a sum' }
      await other.writer.transaction((tx) => setAuditOutcome(tx, audit))
      expect(await other.caller.status.get()).toMatchObject({
        ...{ state: 'live', reason: { code: 'SUMS_DIFFER' } },
        disagreements: [{ resolvedAt: expect.any(String) }],
        checks: { audit: { compared: 12, differences: 1, detail: 'a sum' } },
      })
    } finally {
      await other.close()
    }
  })

  test('a tip of long ago is stale', async () => {
    const late = await createTestApi({
      clock: { now: () => Date.UTC(2026, 2, 11), sleep: async () => undefined },
    })
    try {
      const status = await late.caller.status.get()
      expect(status).toMatchObject({ state: 'behind', reason: { code: 'INDEXER_STALE' } })
    } finally {
      await late.close()
    }
  })
})
