import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPool } from '@network3/db/pool'
import { createPrisma } from '@network3/db/prisma'
import { createLogger } from '@network3/service/logger'
import { dumpTables, readCell } from '@network3/testing/dump-tables'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { programEnv } from '@network3/testing/program-env'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEnv } from '../env.ts'
import { actOnChain } from '../testing/act-randomly.ts'
import { waitUntilIndexed } from '../testing/indexed-to.ts'
import { createRandom } from '../testing/random.ts'
import { type IndexerProcess, spawnIndexer } from '../testing/spawn-indexer.ts'
import { startTestChain, type TestChain } from '../testing/test-chain.ts'
import { runReindex } from './run-reindex.ts'

let chain: TestChain
let database: TestDatabase
let indexer: IndexerProcess
const random = createRandom(15)
const closers: (() => Promise<unknown>)[] = []

const act = async (times: number) => {
  for (let action = 0; action < times; action++) await actOnChain(chain, random)
}
const reindex = (signal: AbortSignal) => {
  const said: string[] = []
  const outcome = runReindex({
    env: readEnv({ DATABASE_URL: database.url, RPC_URL: chain.anvil.rpcUrl, CHAIN_ID: '31337' }),
    ...{ deployment: chain.deployment, isFresh: false, logger: createLogger('reindex', 'silent'), signal },
    say: (line) => void said.push(line),
  })
  return { said, outcome }
}

/** `npm run audit:contracts`. */
async function auditContracts(): Promise<{ code: unknown; output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'network3-audit-'))
  const deploymentFile = join(folder, 'deployment.json')
  writeFileSync(deploymentFile, JSON.stringify(chain.deployment))
  const env = { DATABASE_URL: database.url, RPC_URL: chain.anvil.rpcUrl, CHAIN_ID: '31337' }
  return new Promise((done) => {
    execFile(
      process.execPath,
      [fileURLToPath(new URL('../audit/main.ts', import.meta.url))],
      { env: programEnv({ ...env, DEPLOYMENT_FILE: deploymentFile }) },
      (error, out, err) => {
        rmSync(folder, { recursive: true })
        done({ code: error === null ? 0 : error.code, output: `${out}${err}` })
      },
    )
  })
}

beforeAll(async () => {
  ;[chain, database] = await Promise.all([startTestChain({ slotsInEpoch: 4 }), createTestDatabase()])
  closers.push(database.drop, chain.stop)
  indexer = await spawnIndexer({
    ...{ databaseUrl: database.url, rpcUrl: chain.anvil.rpcUrl, deployment: chain.deployment },
  })
  closers.push(indexer.kill)
  await act(25)
  await waitUntilIndexed(database.url, chain)
})
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** Reads as the API does, by statements prepared once and by Prisma, until told to stop. Gives what it read. */
async function keepReading(isOver: () => boolean): Promise<{ reads: number; tips: bigint[] }> {
  const pool = createPool(database.url, { maxConnections: 2 })
  const prisma = createPrisma(pool)
  const tips: bigint[] = []
  let reads = 0
  try {
    while (!isOver()) {
      const { rows } = await pool.query<{ block_number: bigint }>({
        name: 'a-prepared-statement',
        text: `SELECT t.*, (SELECT count(*) FROM event e JOIN block b ON b.number = e.block_number) AS events
               FROM indexer_tip t WHERE id = 1`,
      })
      if (rows[0] !== undefined) tips.push(rows[0].block_number)
      await prisma.operator.findMany({ take: 2, orderBy: { address: 'asc' } })
      reads += 1
    }
    return { reads, tips }
  } finally {
    await prisma.$disconnect()
    await pool.end()
  }
}

test('an index that went wrong is built anew while it serves and grows, and replaced in one moment', async () => {
  // As no bug should leave it: a balance too low, a node gone.
  await readCell(database.url, 'UPDATE token_balance SET balance_wei = balance_wei - 1 WHERE balance_wei > 0')
  await readCell(database.url, 'DELETE FROM stake_position')

  expect(await auditContracts()).toMatchObject({
    code: 1,
    output: expect.stringContaining('N3Token.totalSupply'),
  })

  const stopped = reindex(AbortSignal.abort())
  await expect(stopped.outcome).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  expect(stopped.said).toEqual(['Begun with an empty index.'])

  let isOver = false
  const reading = keepReading(() => isOver)
  const acting = act(10)
  const { said, outcome } = reindex(new AbortController().signal)
  const changed = await outcome
  expect(said[0]).toBe('Gone on with what an earlier attempt has built.')
  expect(changed.find(({ table }) => table === 'stake_position')?.after).toBeGreaterThan(0)
  await acting
  await act(4)
  await waitUntilIndexed(database.url, chain)
  isOver = true
  const { reads, tips } = await reading
  expect(reads).toBeGreaterThan(3)
  expect(tips).toEqual(tips.toSorted((left, right) => Number(left - right)))

  expect(await auditContracts()).toMatchObject({ code: 0, output: expect.stringContaining('0 differences') })

  const clean = await createTestDatabase()
  closers.push(clean.drop)
  const fresh = await spawnIndexer({
    ...{ databaseUrl: clean.url, rpcUrl: chain.anvil.rpcUrl, deployment: chain.deployment },
  })
  closers.push(fresh.kill)
  await waitUntilIndexed(clean.url, chain)
  expect(await dumpTables(database.url)).toEqual(await dumpTables(clean.url))
  const namesOf = (url: string) =>
    readCell(
      url,
      "SELECT string_agg(indexdef, ' ' ORDER BY indexname) FROM pg_indexes WHERE schemaname = 'public'",
    )
  expect(await namesOf(database.url)).toBe(await namesOf(clean.url))
  expect(indexer.log()).not.toContain('indexer halted')
}, 120_000)
