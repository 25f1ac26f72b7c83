import { type EventKind, eventKindOf } from '@network3/core/event-kinds'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../../testing/create-test-api.ts'
import { EVENTS } from '../../testing/seed-chain.ts'
import { delegatorAddress, N3, nodeAddress, operatorAddress } from '../../testing/test-actors.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

test('all pages together hold each event once, newest first', async () => {
  const ids: string[] = []
  let cursor: string | null | undefined
  do {
    const page = await api.caller.activity.find({ limit: 7, ...(cursor && { cursor }) })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(ids).toHaveLength(EVENTS)
  expect(new Set(ids).size).toBe(EVENTS)
  expect(ids.slice(0, 4)).toEqual(['100-2', '100-1', '100-0', '99-0'])
})

test('filters by operator, account, node and name, also together', async () => {
  const find = async (input: Parameters<TestApi['caller']['activity']['find']>[0]) =>
    (await api.caller.activity.find({ limit: 100, ...input })).items.map(({ id }) => id)
  expect(await find({ operator: operatorAddress(7) })).toEqual(['100-2', '79-0', '55-0', '31-0'])
  expect(await find({ operator: operatorAddress(7), name: 'Claimed' })).toEqual(['100-2'])
  expect(await find({ node: nodeAddress(2, 0) })).toEqual(['50-0'])
  expect(await find({ account: delegatorAddress(0) })).toHaveLength(EVENTS - 2)
  expect(await find({ account: delegatorAddress(1) })).toEqual([])
})

test('gives amounts exactly and says how final each event is', async () => {
  const { items } = await api.caller.activity.find({ limit: 100 })
  const of = (id: string) => items.find((item) => item.id === id)
  expect(of('99-0')).toMatchObject({ name: 'Staked', amountWei: String(99n * N3), finality: 'latest' })
  expect(of('90-0')?.finality).toBe('safe')
  expect(of('80-0')?.finality).toBe('finalized')
})

test('refuses a name that is no event name', async () => {
  await expect(api.caller.activity.find({ name: "x' OR 1=1" })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})

test('leaves out the state that follows every change of a pool, unless it is asked for', async () => {
  const [event] = (await api.caller.activity.find({ limit: 1, operator: operatorAddress(7) })).items
  const claimed = eventKindOf('rewards', 'Claimed')
  const poolUpdated = eventKindOf('staking', 'PoolUpdated')
  const turn = (from: EventKind, to: EventKind) =>
    api.context.pool.query(
      'UPDATE event SET kind = $2 WHERE block_number = 100 AND log_index = 2 AND kind = $1',
      [from.id, to.id],
    )
  await turn(claimed, poolUpdated)
  const found = (await api.caller.activity.find({ limit: 100, operator: operatorAddress(7) })).items
  const asked = (await api.caller.activity.find({ limit: 100, name: 'PoolUpdated' })).items
  await turn(poolUpdated, claimed)
  expect(event?.id).toBe('100-2')
  expect(found.map(({ id }) => id)).not.toContain('100-2')
  expect(asked.map(({ id }) => id)).toEqual(['100-2'])
})
