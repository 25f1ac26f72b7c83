import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Client, createClient } from '../pool.ts'
import { buildEventIndices, dropEventIndices } from './event-indices.ts'

let database: TestDatabase
let client: Client

beforeEach(async () => {
  database = await createTestDatabase()
  client = createClient(database.url, 'event indices test')
  await client.connect()
})
afterEach(async () => {
  await client.end()
  await database.drop()
})

async function definitions(): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    "SELECT indexdef AS line FROM pg_indexes WHERE tablename = 'event' ORDER BY indexname",
  )
  return rows.map(({ line }) => line)
}

test('indices left out while a database is filled are built again exactly as the migrations made them', async () => {
  const before = await definitions()
  expect(await dropEventIndices(client)).toBe(true)
  expect(await definitions()).toHaveLength(before.length - 3)
  expect(await buildEventIndices(client)).toBe(3)
  expect(await definitions()).toEqual(before)
  expect(await buildEventIndices(client)).toBe(0)
})

test('a database that has events keeps its indices', async () => {
  await client.query(
    String.raw`INSERT INTO event (block_number, log_index, kind, tx_hash, body) VALUES (1, 0, 305, '\x00', '\x00')`,
  )
  const before = await definitions()
  expect(await dropEventIndices(client)).toBe(false)
  expect(await definitions()).toEqual(before)
})
