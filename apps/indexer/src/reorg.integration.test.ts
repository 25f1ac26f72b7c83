import { dumpTables, readCell } from '@network3/testing/dump-tables'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { parseEther } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actOnChain } from './testing/act-randomly.ts'
import { waitUntilIndexed } from './testing/indexed-to.ts'
import { createRandom } from './testing/random.ts'
import { type IndexerProcess, spawnIndexer } from './testing/spawn-indexer.ts'
import { startTestChain, type TestChain } from './testing/test-chain.ts'

/** One chain whose blocks are final after four more, and one database. Reorgs above finality are the storm's. */
let chain: TestChain
let database: TestDatabase
const random = createRandom(4)
const closers: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  ;[chain, database] = await Promise.all([startTestChain({ slotsInEpoch: 2 }), createTestDatabase()])
  closers.push(database.drop, chain.stop)
})
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function start(databaseUrl: string, options: { mayUnwindFinal?: boolean } = {}, changed = {}) {
  const deployment = { ...chain.deployment, ...changed }
  const indexer = await spawnIndexer({ databaseUrl, rpcUrl: chain.anvil.rpcUrl, deployment, ...options })
  closers.push(indexer.stop)
  return indexer
}

const act = async (times: number) => {
  for (let action = 0; action < times; action++) await actOnChain(chain, random)
}

type Readiness = { phase: string; reasons: { code: string; message: string }[] }
async function readinessOf(indexer: IndexerProcess): Promise<Readiness & { status: number }> {
  const response = await fetch(`${indexer.url}/readyz`)
  return { ...((await response.json()) as Readiness), status: response.status }
}
const halted = (indexer: IndexerProcess) =>
  waitUntil('the indexer said that it halted', async () => {
    const readiness = await readinessOf(indexer)
    return readiness.phase === 'halted' ? readiness : undefined
  })

async function expectCleanIndex(): Promise<void> {
  const clean = await createTestDatabase()
  closers.push(clean.drop)
  const indexer = await start(clean.url)
  await waitUntilIndexed(clean.url, chain)
  const dump = await dumpTables(database.url)
  expect(dump.event.rows).toBeGreaterThan(20)
  expect(dump).toEqual(await dumpTables(clean.url))
  await indexer.stop()
}

test('a reorg past finality halts loudly with every row untouched, and a local chain may unwind it', async () => {
  const careful = await start(database.url)
  await act(12)
  await waitUntilIndexed(database.url, chain)
  const before = await dumpTables(database.url)
  const tip = await readCell(database.url, 'SELECT block_number FROM indexer_tip')

  await chain.reorg(8)
  await chain.stake(chain.actor(0), chain.actor(0), parseEther('150'))
  expect(await halted(careful)).toMatchObject({ status: 503, reasons: [{ code: 'REORG_PAST_FINALITY' }] })
  expect((await fetch(`${careful.url}/healthz`)).status).toBe(200)
  expect(await (await fetch(`${careful.url}/metrics`)).text()).toContain('n3_indexer_halted 1')
  expect(await readCell(database.url, 'SELECT halt_code FROM indexer_tip')).toBe('REORG_PAST_FINALITY')
  expect(await dumpTables(database.url)).toEqual(before)
  expect(await readCell(database.url, 'SELECT block_number FROM indexer_tip')).toEqual(tip)
  expect(await careful.stop()).toBe(0)

  const local = await start(database.url, { mayUnwindFinal: true })
  await waitUntilIndexed(database.url, chain)
  expect(await readCell(database.url, 'SELECT halt_code FROM indexer_tip')).toBeNull()
  await local.stop()
  await expectCleanIndex()
}, 90_000)

test('a local chain set back to an older block takes the database with it; elsewhere the indexer waits', async () => {
  const setBack = await chain.remember()
  const patient = await start(database.url)
  await act(8)
  const tip = await waitUntilIndexed(database.url, chain)
  // What was final, and verified, is replaced too.
  await waitUntil('final blocks were verified', async () => {
    const verified = await readCell(database.url, 'SELECT verified_number::int FROM indexer_check')
    return Number(verified) >= Number(tip) - 4
  })
  await setBack()
  await waitUntil('the indexer said that the node is behind', async () =>
    (await readinessOf(patient)).reasons.some(({ code }) => code === 'INDEXER_STALE'),
  )
  expect(await readCell(database.url, 'SELECT block_number::int FROM indexer_tip')).toBe(Number(tip))
  await patient.stop()
  const local = await start(database.url, { mayUnwindFinal: true })
  expect(await waitUntilIndexed(database.url, chain)).toBeLessThan(tip)
  const [verified, finalized] = await Promise.all(
    ['SELECT verified_number::int FROM indexer_check', 'SELECT finalized_number::int FROM indexer_tip'].map(
      (query) => readCell(database.url, query),
    ),
  )
  expect(Number(verified)).toBeLessThanOrEqual(Number(finalized))
  await local.stop()
  await expectCleanIndex()
}, 90_000)

test('another deployment in the same database is refused before anything is written', async () => {
  const before = await dumpTables(database.url)
  const { contracts } = chain.deployment
  const swapped = await start(database.url, {}, { contracts: { ...contracts, staking: contracts.rewards } })
  expect((await halted(swapped)).reasons).toMatchObject([
    { code: 'DEPLOYMENT_MISMATCH', message: expect.stringContaining('DATABASE_URL') },
  ])
  expect(await dumpTables(database.url)).toEqual(before)
})

test('blocks are read once more when they are final; what is not stored as it is there halts the indexer', async () => {
  const indexer = await start(database.url, { mayUnwindFinal: true })
  await act(6)
  await waitUntilIndexed(database.url, chain)
  const verified = () => readCell(database.url, 'SELECT verified_number::int FROM indexer_check')
  const finalized = Number(await readCell(database.url, 'SELECT finalized_number FROM indexer_tip'))
  await waitUntil('final blocks were verified', async () => Number(await verified()) >= finalized)

  await act(2)
  await waitUntilIndexed(database.url, chain)
  await readCell(
    database.url,
    `UPDATE event SET tx_hash = sha256(tx_hash) WHERE block_number = (SELECT max(block_number) FROM event)`,
  )
  await chain.control.mine({ blocks: 6 })
  expect((await halted(indexer)).reasons).toMatchObject([
    { code: 'INDEX_DIVERGED', message: expect.stringContaining('npm run reindex') },
  ])
  await indexer.stop()
})
