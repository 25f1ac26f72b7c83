import { setTimeout as delay } from 'node:timers/promises'
import { dumpTables, readCell } from '@network3/testing/dump-tables'
import { createTestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { afterEach, expect, test } from 'vitest'
import { actOnChain } from './testing/act-randomly.ts'
import { waitUntilIndexed } from './testing/indexed-to.ts'
import { createRandom } from './testing/random.ts'
import { spawnIndexer } from './testing/spawn-indexer.ts'
import { startTestChain } from './testing/test-chain.ts'

const KILLS = Number(process.env.N3_KILLS ?? 10)
const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function open() {
  const [chain, database] = await Promise.all([startTestChain({ slotsInEpoch: 16 }), createTestDatabase()])
  closers.push(database.drop, chain.stop)
  const start = async (databaseUrl = database.url) => {
    const indexer = await spawnIndexer({
      databaseUrl,
      rpcUrl: chain.anvil.rpcUrl,
      deployment: chain.deployment,
    })
    closers.push(indexer.stop)
    return indexer
  }
  return { chain, database, start }
}

test(`kill -9 of the indexer ${KILLS} times during activity and reorgs loses and repeats nothing`, async () => {
  const { chain, database, start } = await open()
  const random = createRandom(6)
  let isActive = true
  const activity = (async () => {
    for (let action = 1; isActive; action++) {
      await actOnChain(chain, random)
      if (action % 40 === 0) await chain.reorg(1 + random.below(5))
    }
  })()
  for (let kill = 0; kill < KILLS; kill++) {
    const indexer = await start()
    // From the middle of a backfill to the middle of following.
    await delay(random.below(400))
    await indexer.kill()
  }
  isActive = false
  await activity
  await start()
  await waitUntilIndexed(database.url, chain)
  const clean = await createTestDatabase()
  closers.push(clean.drop)
  await start(clean.url)
  await waitUntilIndexed(clean.url, chain)
  const dump = await dumpTables(database.url)
  expect(dump.event.rows).toBeGreaterThan(100)
  expect(dump).toEqual(await dumpTables(clean.url))
}, 90_000)

test('of two indexers one writes and the other stands by, and takes over when the first is killed', async () => {
  const { chain, database, start } = await open()
  const random = createRandom(8)
  const first = await start()
  await waitUntilIndexed(database.url, chain)
  const second = await start()
  const reasonsOf = async (url: string) => {
    const body = (await (await fetch(`${url}/readyz`)).json()) as { reasons: { code: string }[] }
    return body.reasons.map(({ code }) => code).join()
  }
  await waitUntil('the second stood by', async () => (await reasonsOf(second.url)) === 'WRITER_LOCKED')
  for (let action = 0; action < 10; action++) await actOnChain(chain, random)
  await waitUntilIndexed(database.url, chain)
  expect(second.log()).not.toContain('session began')

  await first.kill()
  for (let action = 0; action < 10; action++) await actOnChain(chain, random)
  await waitUntilIndexed(database.url, chain)
  await waitUntil('the second was ready', async () => (await reasonsOf(second.url)) === '')
})

test('a database that drops every connection is waited for, and nothing is lost', async () => {
  const { chain, database, start } = await open()
  const random = createRandom(9)
  const indexer = await start()
  await waitUntilIndexed(database.url, chain)
  for (let round = 0; round < 5; round++) {
    for (let action = 0; action < 5; action++) await actOnChain(chain, random)
    await readCell(
      database.url,
      `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'network3-indexer'`,
    )
  }
  await waitUntilIndexed(database.url, chain)
  expect(indexer.log()).toContain('session ended')
  expect(await indexer.stop()).toBe(0)
})
