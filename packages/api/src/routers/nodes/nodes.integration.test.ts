import type { Address } from '@network3/core/hex'
import type { Pool } from '@network3/db/pool'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { VERIFIED_EPOCHS } from '../../testing/seed-epochs.ts'
import { nodeCount, OPERATORS } from '../../testing/seed-operators.ts'
import { N3, nodeAddress, TIP_AT } from '../../testing/test-actors.ts'

/** The tip lies in epoch 6. */
const EPOCH = 6
const bytes = (address: Address) => Buffer.from(address.slice(2), 'hex')
const stranger = nodeAddress(99, 9)

/** Of operator 3: node 0 verified, 1 online and failed its check, 2 lost; 3 is retired. Of 7: node 0 silent. */
async function seedSessions(pool: Pool): Promise<void> {
  const session = (node: Address, secondsAgo: number, offline: string | null, slots: number) =>
    pool.query(
      `INSERT INTO node_session (node, gateway, stream, online_since, last_seen_at, offline_reason, slots,
         free_slots, memory_bytes, kinds, classes, agent, subnet)
       VALUES ($1, 'gateway-a', 's', to_timestamp($2), to_timestamp($2), $3, $4, $4, 1000, '{wasm}', '{D0}', 'n3/1', '\\x00')`,
      [bytes(node), TIP_AT - secondsAgo, offline, slots],
    )
  const check = async (number: number, node: Address, epoch: number, isValid: boolean, at: number) => {
    const receipt = { outputHash: `0x${'0a'.repeat(32)}`, durationMs: 12 }
    await pool.query(
      `INSERT INTO canary (epoch, node, number, job_id, input, gateway, status, given_at)
       VALUES ($1, $2, 0, $3, '\\x00', 'gateway-a', $4, to_timestamp($5))`,
      [epoch, bytes(node), `job_${number}`, isValid ? 'passed' : 'failed', at],
    )
    await pool.query(
      `INSERT INTO work_receipt (job_id, fence, epoch, node, origin, is_valid, gas, receipt, recorded_at)
       VALUES ($1, 1, $2, $3, 'canary', $4, 500, $5, to_timestamp($6))`,
      [`job_${number}`, epoch, bytes(node), isValid, receipt, at],
    )
  }
  await session(nodeAddress(3, 0), 10, null, 2)
  await session(nodeAddress(3, 1), 10, null, 2)
  await session(nodeAddress(3, 2), 10, 'NODE_OFFLINE_LOST', 2)
  await session(nodeAddress(7, 0), 300, null, 2)
  await check(1, nodeAddress(3, 0), EPOCH - 1, true, TIP_AT - 900)
  await check(2, nodeAddress(3, 1), EPOCH - 1, true, TIP_AT - 900)
  await check(3, nodeAddress(3, 1), EPOCH, false, TIP_AT - 5)
  await check(4, nodeAddress(7, 0), EPOCH, true, TIP_AT - 5)
  await pool.query(
    `INSERT INTO node_status_change (node, at, status, reason, gateway) VALUES
       ($1, to_timestamp($2), 'online', 'NODE_ONLINE', 'gateway-a'),
       ($1, to_timestamp($3), 'offline', 'NODE_OFFLINE_LOST', 'gateway-a'),
       ($1, to_timestamp($3), 'online', 'NODE_ONLINE', 'gateway-b')`,
    [bytes(nodeAddress(3, 0)), TIP_AT - 500, TIP_AT - 100],
  )
}

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
  await seedSessions(api.context.pool)
})
afterAll(() => api.close())

const registered = Array.from({ length: OPERATORS }, (_, index) => nodeCount(index)).reduce((a, b) => a + b)
const find = (input: Parameters<TestApi['caller']['nodes']['find']>[0]) =>
  api.caller.nodes.find({ limit: 100, ...input })
const addresses = (page: { items: { address: string }[] }) =>
  page.items.map(({ address }) => address.toLowerCase()).toSorted()

describe('nodes.find', () => {
  test('counts registered, online and verified apart, whatever is asked for', async () => {
    const counts = { registered, online: 2, verified: 1 }
    expect((await find({})).counts).toEqual(counts)
    expect((await find({ status: 'retired', country: 'JP' })).counts).toEqual(counts)
    expect((await api.caller.network.getOverview()).nodes).toEqual(counts)
  })

  test('lists each status, and a silent node is offline whatever its gateway last said', async () => {
    expect(addresses(await find({ status: 'verified' }))).toEqual([nodeAddress(3, 0)])
    expect(addresses(await find({ status: 'online' }))).toEqual([nodeAddress(3, 0), nodeAddress(3, 1)])
    expect(addresses(await find({ status: 'retired' }))).toEqual([nodeAddress(3, 3)])
    const offline = await find({ status: 'offline' })
    expect(offline.items).toHaveLength(registered - 2)
    expect(addresses(offline)).toContain(nodeAddress(7, 0))
    const statuses = Object.fromEntries(
      offline.items.map(({ address, status, reasons }) => [
        address.toLowerCase(),
        [status, reasons[0]?.code],
      ]),
    )
    expect(statuses[nodeAddress(7, 0)]).toEqual(['offline', 'NODE_OFFLINE_LOST'])
    expect(statuses[nodeAddress(2, 0)]).toEqual(['never-seen', 'NODE_NEVER_SEEN'])
  })

  test('filters by country and capability, and pages without gap or repeat', async () => {
    const all = await find({ country: 'DE', capability: 'egress' })
    expect(all.items.length).toBeGreaterThan(2)
    for (const node of all.items) {
      expect(node).toMatchObject({ country: 'DE', capabilities: expect.arrayContaining(['egress']) })
    }
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const page = await find({ country: 'DE', capability: 'egress', limit: 2, cursor })
      paged.push(...page.items.map(({ address }) => address))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(paged).toEqual(all.items.map(({ address }) => address))
  })
})

describe('nodes.get', () => {
  test('says where a node stands and why', async () => {
    const node = await api.caller.nodes.get({ node: nodeAddress(3, 0) })
    expect(node).toMatchObject({
      ...{ status: 'verified', isOnline: true, isVerified: true, epoch: EPOCH, slots: 2 },
      session: { gateway: 'gateway-a', agent: 'n3/1', offlineAt: null, classes: ['D0'] },
      lastCheck: { epoch: EPOCH - 1, isValid: true, isLate: false },
    })
    expect(node.reasons.map(({ code }) => code)).toEqual(['NODE_VERIFIED'])
    const failed = await api.caller.nodes.get({ node: nodeAddress(3, 1) })
    expect(failed.status).toBe('online')
    expect(failed.reasons[0]).toMatchObject({ code: 'NODE_CHECK_FAILED', nextStep: expect.any(String) })
  })

  test('knows no stranger', async () => {
    await expect(api.caller.nodes.get({ node: stranger })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the lists of a node', () => {
  test('tell each coming and going, newest first', async () => {
    const first = await api.caller.nodes.findStatusChanges({ node: nodeAddress(3, 0), limit: 2 })
    expect(first.items.map(({ status, gateway }) => [status, gateway])).toEqual([
      ['online', 'gateway-b'],
      ['offline', 'gateway-a'],
    ])
    const rest = await api.caller.nodes.findStatusChanges({
      node: nodeAddress(3, 0),
      cursor: first.nextCursor ?? '',
    })
    expect(rest).toMatchObject({ items: [{ reason: { code: 'NODE_ONLINE' } }], nextCursor: null })
  })

  test('tell what it earned in each epoch, and where it was not listed', async () => {
    const { items } = await api.caller.nodes.findEpochs({ node: nodeAddress(3, 0) })
    const verified = items.filter(({ reward }) => reward !== null)
    expect(verified.map(({ epoch }) => epoch)).toEqual(
      Array.from({ length: VERIFIED_EPOCHS }, (_, index) => VERIFIED_EPOCHS - index),
    )
    expect(verified[0]?.reward?.amountWei).toBe(String(3n * N3))
    expect(items[0]).toMatchObject({ epoch: VERIFIED_EPOCHS + 1, reward: null })
  })

  test('tell its work, right and wrong', async () => {
    const { items } = await api.caller.nodes.findWork({ node: nodeAddress(3, 1) })
    expect(items.map(({ epoch, isValid, gas }) => [epoch, isValid, gas])).toEqual([
      [EPOCH, false, '500'],
      [EPOCH - 1, true, '500'],
    ])
  })
})
