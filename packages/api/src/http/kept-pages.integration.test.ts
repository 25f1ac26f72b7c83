import { createPool, type Pool } from '@network3/db/pool'
import { createLogger } from '@network3/service/logger'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKeptPages, type KeptPages } from './kept-pages.ts'

const PATH = '/api/trpc/operators.find?input=%7B%7D'
let now = 1_000_000
let database: TestDatabase
let pool: Pool
let pages: KeptPages

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url)
  const clock = { now: () => now, sleep: () => Promise.resolve() }
  pages = createKeptPages({ databaseUrl: database.url, logger: createLogger('pages', 'silent'), clock })
  await waitUntil('blocks are heard', () => pages.look(PATH) !== undefined)
})
afterAll(async () => {
  await pages.close()
  await pool.end()
  await database.drop()
})

const textOf = (path = PATH) => {
  const page = pages.look(path)
  return page !== undefined && 'body' in page ? String(page.body) : undefined
}
const begin = (path = PATH) => {
  const page = pages.look(path)
  if (page === undefined || 'body' in page) throw new Error('it is kept already')
  return page.keep
}
const sayBlock = (blockNumber: number) => {
  const blockHash = `0x${'ab'.repeat(32)}`
  return pool.query('SELECT pg_notify($1, $2)', [
    'n3_block',
    JSON.stringify({ blockNumber, blockHash, events: 0 }),
  ])
}

test('a first page is kept until the next block, or for a second', async () => {
  begin()('one')
  expect(textOf()).toBe('one')
  await sayBlock(7)
  await expect.poll(() => textOf(), { timeout: 10_000 }).toBeUndefined()
  begin()('two')
  now += 1_000
  expect(textOf()).toBeUndefined()
})

test('what was begun before a block is not kept after it', async () => {
  const keep = begin()
  begin('/api/trpc/epochs.find')('told in the same block')
  await sayBlock(8)
  await expect.poll(() => textOf('/api/trpc/epochs.find'), { timeout: 10_000 }).toBeUndefined()
  keep('old')
  expect(textOf()).toBeUndefined()
})

test('later pages, what has an owner and what no block changes are never kept', () => {
  for (const path of [
    ...['operators.find?input=%7B%22cursor%22%3A1%7D', 'offers.find?input=%7B%7D', 'session.get'],
    ...['operators.find,session.get?batch=1', 'leases.find', `operators.find?input=${'x'.repeat(400)}`],
    'session.getNonce?of=/operators.find',
  ])
    expect(pages.look(`/api/trpc/${path}`), path).toBeUndefined()
  for (const path of ['/api/v1/jobs?of=/api/v1/operators', '/api/v1/operators/0xab', '/api/v1/keys'])
    expect(pages.look(path), path).toBeUndefined()
})
