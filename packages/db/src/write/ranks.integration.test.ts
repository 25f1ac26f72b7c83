import type { Address } from '@network3/core/hex'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Client, createClient } from '../pool.ts'
import { addOperators } from './operators.ts'
import { addPayments, hourOf } from './payments.ts'
import { rebuildRanks } from './ranks.ts'
import { createTip } from './tip.ts'

const HOUR = 3_600
const DAY = 24 * HOUR
const now = 1_800_000_000
const operators = ['a', 'b', 'c'].map((digit): Address => `0x${digit.repeat(40)}`)
const [a, b, c] = operators as [Address, Address, Address]
const newcomer: Address = `0x${'d'.repeat(40)}`

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.url, 'ranks test')
  await client.connect()
})

beforeEach(async () => {
  await client.query('TRUNCATE operator, operator_hour, operator_rank, indexer_tip, block')
  const anchor = { number: 1n, hash: `0x${'1'.repeat(64)}`, parentHash: null, minedAt: now } as const
  const heads = { head: 1n, safe: 1n, finalized: 1n }
  await createTip(client, { chainId: 1n, deploymentHash: anchor.hash, startBlock: 2n, anchor, heads })
  await addOperators(client, new Map(operators.map((operator) => [operator, now - 90 * DAY])))
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

const earn = (operator: Address, at: number, earnedWei: bigint) =>
  addPayments(client, [{ operator, hour: hourOf(at), earnedWei, paidWei: earnedWei / 2n }])

async function board(window: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT concat(left(encode(operator, 'hex'), 1), ' ', rank, ' was ', coalesce(previous_rank::text, '-'), ' ', earned_wei, ' ', paid_wei)
     AS line FROM operator_rank WHERE "window" = $1 ORDER BY rank`,
    [window],
  )
  return rows.map(({ line }) => line)
}

test('each window ranks by what was earned in it, and remembers the rank in the window before', async () => {
  await earn(a, now - 30 * HOUR, 100n)
  await earn(b, now - 2 * HOUR, 40n)
  await earn(c, now - 40 * HOUR, 10n)
  await earn(c, now - 1 * HOUR, 50n)
  await rebuildRanks(client)
  expect(await board('24h')).toEqual(['c 1 was 2 50 25', 'b 2 was 3 40 20', 'a 3 was 1 0 0'])
  expect(await board('7d')).toEqual(['a 1 was 1 100 50', 'c 2 was 3 60 30', 'b 3 was 2 40 20'])
  expect(await board('all')).toEqual(['a 1 was 1 100 50', 'c 2 was 2 60 30', 'b 3 was 3 40 20'])
})

test('a window is whole hours: what is 24 hours back is out, 23 hours back is in', async () => {
  await earn(a, now - 24 * HOUR, 7n)
  await earn(b, now - 23 * HOUR, 5n)
  await rebuildRanks(client)
  expect(await board('24h')).toEqual(['b 1 was 2 5 2', 'a 2 was 1 0 0', 'c 3 was 3 0 0'])
})

test('a newcomer has no rank from before, and one that is gone has none at all', async () => {
  await rebuildRanks(client)
  await addOperators(client, new Map([[newcomer, now - HOUR]]))
  await client.query("DELETE FROM operator WHERE address = decode($1, 'hex')", [a.slice(2)])
  await rebuildRanks(client)
  expect(await board('30d')).toEqual(['b 1 was 1 0 0', 'c 2 was 2 0 0', 'd 3 was - 0 0'])
})

test('rebuilding without a change writes nothing', async () => {
  await earn(a, now, 3n)
  expect(await rebuildRanks(client)).toBe(12)
  expect(await rebuildRanks(client)).toBe(0)
})
