import { dumpTables, readCell } from '@network3/testing/dump-tables'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { parseEther } from 'viem'
import { afterEach, expect, test } from 'vitest'
import { actOnChain } from './testing/act-randomly.ts'
import { waitUntilIndexed } from './testing/indexed-to.ts'
import { createRandom } from './testing/random.ts'
import { type IndexerProcess, spawnIndexer } from './testing/spawn-indexer.ts'
import { startTestChain, type TestChain } from './testing/test-chain.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function open(options: {
  slotsInEpoch: number
}): Promise<{ chain: TestChain; database: TestDatabase }> {
  const [chain, database] = await Promise.all([startTestChain(options), createTestDatabase()])
  closers.push(database.drop, chain.stop)
  return { chain, database }
}

async function start(
  chain: TestChain,
  database: TestDatabase,
  mayUnwindFinal = false,
): Promise<IndexerProcess> {
  const indexer = await spawnIndexer({
    ...{
      databaseUrl: database.url,
      rpcUrl: chain.anvil.rpcUrl,
      deployment: chain.deployment,
      mayUnwindFinal,
    },
  })
  closers.push(indexer.stop)
  return indexer
}

async function expectCleanIndex(chain: TestChain, database: TestDatabase): Promise<void> {
  const clean = await createTestDatabase()
  closers.push(clean.drop)
  await start(chain, clean)
  await waitUntilIndexed(clean.url, chain)
  const dump = await dumpTables(database.url)
  expect(dump.event.rows).toBeGreaterThan(20)
  expect(dump).toEqual(await dumpTables(clean.url))
}

test('reorgs of every depth above finality are undone to what the chain says', async () => {
  const { chain, database } = await open({ slotsInEpoch: 16 })
  const random = createRandom(3)
  await start(chain, database)
  for (const depth of [1, 5, 2, 12]) {
    for (let action = 0; action < 15; action++) await actOnChain(chain, random)
    await waitUntilIndexed(database.url, chain)
    await chain.reorg(depth)
    for (let action = 0; action < 4; action++) await actOnChain(chain, random)
    await waitUntilIndexed(database.url, chain)
  }
  expect(await readCell(database.url, 'SELECT reorg_count FROM indexer_tip')).toBeGreaterThanOrEqual(4)
  expect(await readCell(database.url, 'SELECT last_reorg_depth FROM indexer_tip')).toBeGreaterThanOrEqual(12)
  await expectCleanIndex(chain, database)
}, 90_000)

test('a reorg past finality halts loudly with every row untouched, and a local chain may unwind it', async () => {
  const { chain, database } = await open({ slotsInEpoch: 2 })
  const random = createRandom(4)
  const careful = await start(chain, database)
  for (let action = 0; action < 20; action++) await actOnChain(chain, random)
  await waitUntilIndexed(database.url, chain)
  const before = await dumpTables(database.url)
  const tip = await readCell(database.url, 'SELECT block_number FROM indexer_tip')

  await chain.reorg(10)
  await chain.stake(chain.actor(0), chain.actor(0), parseEther('150'))
  const answer = await waitUntil('the indexer said it halted', async () => {
    const response = await fetch(`${careful.url}/readyz`)
    const body = (await response.json()) as { phase: string; reasons: { code: string; message: string }[] }
    return body.phase === 'halted' ? { status: response.status, reasons: body.reasons } : undefined
  })
  expect(answer).toMatchObject({ status: 503, reasons: [{ code: 'REORG_PAST_FINALITY' }] })
  expect((await fetch(`${careful.url}/healthz`)).status).toBe(200)
  expect(await (await fetch(`${careful.url}/metrics`)).text()).toContain('n3_indexer_halted 1')
  expect(await readCell(database.url, 'SELECT halt_code FROM indexer_tip')).toBe('REORG_PAST_FINALITY')
  expect(await dumpTables(database.url)).toEqual(before)
  expect(await readCell(database.url, 'SELECT block_number FROM indexer_tip')).toEqual(tip)
  expect(await careful.stop()).toBe(0)

  await start(chain, database, true)
  await waitUntilIndexed(database.url, chain)
  expect(await readCell(database.url, 'SELECT halt_code FROM indexer_tip')).toBeNull()
  await expectCleanIndex(chain, database)
}, 90_000)

test('a local chain set back to an older block takes the database with it; elsewhere the indexer waits', async () => {
  const { chain, database } = await open({ slotsInEpoch: 2 })
  const random = createRandom(5)
  const setBack = await chain.remember()
  const patient = await start(chain, database)
  for (let action = 0; action < 12; action++) await actOnChain(chain, random)
  const tip = await waitUntilIndexed(database.url, chain)
  await setBack()
  await waitUntil('the indexer said that the node is behind', async () => {
    const body = (await (await fetch(`${patient.url}/readyz`)).json()) as { reasons: { code: string }[] }
    return body.reasons.some(({ code }) => code === 'INDEXER_STALE')
  })
  expect(await readCell(database.url, 'SELECT block_number::int FROM indexer_tip')).toBe(Number(tip))
  await patient.stop()
  await start(chain, database, true)
  expect(await waitUntilIndexed(database.url, chain)).toBeLessThan(tip)
  await expectCleanIndex(chain, database)
})

test('another deployment in the same database is refused before anything is written', async () => {
  const { chain, database } = await open({ slotsInEpoch: 2 })
  const first = await start(chain, database)
  await waitUntilIndexed(database.url, chain)
  await first.stop()
  const before = await dumpTables(database.url)
  const { contracts } = chain.deployment
  const swapped = { ...contracts, staking: contracts.rewards, rewards: contracts.rewards }
  const indexer = await spawnIndexer({
    ...{ databaseUrl: database.url, rpcUrl: chain.anvil.rpcUrl },
    deployment: { ...chain.deployment, contracts: swapped },
  })
  closers.push(indexer.stop)
  const reasons = await waitUntil('the indexer said why it halted', async () => {
    const body = (await (await fetch(`${indexer.url}/readyz`)).json()) as { phase: string; reasons: unknown }
    return body.phase === 'halted' ? body.reasons : undefined
  })
  expect(reasons).toMatchObject([
    { code: 'DEPLOYMENT_MISMATCH', message: expect.stringContaining('DATABASE_URL') },
  ])
  expect(await dumpTables(database.url)).toEqual(before)
})
