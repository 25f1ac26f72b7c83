import { readCell } from '@network3/testing/dump-tables'
import { type OwnPostgres, startOwnPostgres } from '@network3/testing/own-postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actOnChain } from './testing/act-randomly.ts'
import { waitUntilIndexed } from './testing/indexed-to.ts'
import { createRandom } from './testing/random.ts'
import { type IndexerProcess, spawnIndexer } from './testing/spawn-indexer.ts'
import { startTestChain, type TestChain } from './testing/test-chain.ts'

/** Two indexers of one chain on one database, whose server the tests stop. */
let chain: TestChain
let postgres: OwnPostgres
let first: IndexerProcess
let second: IndexerProcess
const random = createRandom(8)

const start = () =>
  spawnIndexer({
    ...{ databaseUrl: postgres.url, rpcUrl: chain.anvil.rpcUrl, deployment: chain.deployment },
  })
const act = async (times: number) => {
  for (let action = 0; action < times; action++) await actOnChain(chain, random)
}
const reasonsOf = async ({ url }: IndexerProcess) => {
  const body = (await (await fetch(`${url}/readyz`)).json()) as { reasons: { code: string }[] }
  return body.reasons.map(({ code }) => code).join()
}
const execute = (sql: string) => readCell(postgres.url, sql)

beforeAll(async () => {
  ;[chain, postgres] = await Promise.all([startTestChain({ slotsInEpoch: 16 }), startOwnPostgres()])
  first = await start()
  await waitUntilIndexed(postgres.url, chain)
  second = await start()
})

afterAll(async () => {
  await Promise.all([first?.kill(), second?.kill()])
  await Promise.all([chain?.stop(), postgres?.stop()])
})

test('of two indexers one writes and the other stands by, and takes over within 5 s of a kill -9', async () => {
  await waitUntil('the second stood by', async () => (await reasonsOf(second)) === 'WRITER_LOCKED')
  await act(5)
  await waitUntilIndexed(postgres.url, chain)
  expect(second.log()).not.toContain('session began')

  await first.kill()
  const killedAt = Date.now()
  await waitUntil('the second took over', () => second.log().includes('session began'))
  expect(Date.now() - killedAt).toBeLessThan(5_000)
  await act(5)
  await waitUntilIndexed(postgres.url, chain)
  await waitUntil('the second was ready', async () => (await reasonsOf(second)) === '')
})

test('a disk that is full (SQLSTATE 53100) is waited for with nothing half written', async () => {
  const events = () => readCell(postgres.url, 'SELECT count(*)::int FROM event')
  await execute(`CREATE FUNCTION refuse_for_space() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`)
  await execute(`CREATE TRIGGER full_disk BEFORE UPDATE ON indexer_tip EXECUTE FUNCTION refuse_for_space()`)
  const before = await events()
  await act(4)
  await waitUntil('it said that it cannot write', async () =>
    (await reasonsOf(second)).includes('DATABASE_UNREACHABLE'),
  )
  expect(await events()).toBe(before)
  await execute('DROP TRIGGER full_disk ON indexer_tip')
  await waitUntilIndexed(postgres.url, chain)
  expect(await events()).not.toBe(before)
})

test('connections that break and a server that restarts are waited for, and nothing is lost', async () => {
  for (let round = 0; round < 3; round++) {
    await execute(
      `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'network3-indexer'`,
    )
    await act(3)
  }
  await waitUntilIndexed(postgres.url, chain)
  // Before the restart: whoever is quick has begun a new one by the time it is over.
  const sessions = second.log().split('session began').length
  await postgres.restart()
  await act(3)
  await waitUntilIndexed(postgres.url, chain)
  expect(second.log().split('session began').length).toBeGreaterThan(sessions)
  // Every event is there once, each in a block that is on the chain, or its row would not fit the next one.
  expect(
    await execute(
      'SELECT count(*)::int FROM event LEFT JOIN block ON number = block_number WHERE number IS NULL',
    ),
  ).toBe(0)
  expect(await second.stop()).toBe(0)
})
