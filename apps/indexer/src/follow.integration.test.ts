import { dumpTables, readCell } from '@network3/testing/dump-tables'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { parseEther } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitUntilIndexed } from './testing/indexed-to.ts'
import { type IndexerProcess, spawnIndexer } from './testing/spawn-indexer.ts'
import { startTestChain, type TestChain } from './testing/test-chain.ts'

let chain: TestChain
let database: TestDatabase
let indexer: IndexerProcess

beforeAll(async () => {
  ;[chain, database] = await Promise.all([startTestChain(), createTestDatabase()])
  indexer = await spawnIndexer({
    databaseUrl: database.url,
    rpcUrl: chain.anvil.rpcUrl,
    deployment: chain.deployment,
  })
})

afterAll(async () => {
  await indexer?.stop()
  await Promise.all([database?.drop(), chain?.stop()])
})

test('a stake is in the database within a second of its block', async () => {
  await waitUntilIndexed(database.url, chain)
  const [operator, staker] = [chain.actor(0), chain.actor(1)]
  await chain.stake(operator, operator, parseEther('200'))
  const minedAt = performance.now()
  await chain.stake(staker, operator, parseEther('5'))
  await waitUntilIndexed(database.url, chain)
  expect(performance.now() - minedAt).toBeLessThan(1_500)
  const key = operator.account.address.slice(2)
  const position = `SELECT staked_wei FROM stake_position WHERE operator = decode($1, 'hex') AND staker = decode($2, 'hex')`
  expect(await readCell(database.url, position, [key, staker.account.address.slice(2)])).toBe(
    '5000000000000000000',
  )
  const pool = `SELECT pool_assets_wei || ' ' || delegator_count || ' ' || (self_shares > 0) FROM operator WHERE address = decode($1, 'hex')`
  expect(await readCell(database.url, pool, [key])).toBe('205000000000000000000 1 true')
})

test('a clean index of the same chain gives the same rows, hash for hash', async () => {
  await waitUntilIndexed(database.url, chain)
  const clean = await createTestDatabase()
  const second = await spawnIndexer({
    ...{ databaseUrl: clean.url, rpcUrl: chain.anvil.rpcUrl, deployment: chain.deployment },
  })
  await waitUntilIndexed(clean.url, chain)
  expect(await dumpTables(clean.url)).toEqual(await dumpTables(database.url))
  expect(await second.stop()).toBe(0)
  await clean.drop()
})
