import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool } from '@network3/db/pool'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openChildRegistry } from '../data/child-registry.ts'
import { layOutData } from '../data/data-layout.ts'
import { createProgress } from '../supervise/progress.ts'
import { createStack } from '../supervise/stack.ts'
import { preferredPorts } from './choose-ports.ts'
import { startChain } from './start-chain.ts'
import { prepareOwnDatabase, startDatabaseServer } from './start-database.ts'
import type { ServerContext } from './up-context.ts'

let folder: string
/** Made once: what is tested here is how servers begin and end, not initdb. */
let postgresFolder: string
let context: ServerContext
let written: string

beforeAll(() => {
  postgresFolder = mkdtempSync(join(tmpdir(), 'network3-servers-postgres-'))
  chmodSync(postgresFolder, 0o711)
})
afterAll(() => rmSync(postgresFolder, { recursive: true, force: true }))
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'network3-servers-'))
  chmodSync(folder, 0o711)
  written = ''
  mkdirSync(join(folder, 'logs'))
  const layout = { ...layOutData(folder), postgres: join(postgresFolder, 'postgres') }
  context = {
    layout,
    ports: { ...preferredPorts, rpc: await findFreePort(), postgres: await findFreePort() },
    stack: createStack(),
    progress: createProgress({ write: (text: string) => (written += text) }),
    registry: openChildRegistry(layout.pids),
  }
})
afterEach(async () => {
  await context.stack.stop(new Error('the test is over'), context.progress)
  rmSync(folder, { recursive: true, force: true })
})

async function query(url: string, sql: string): Promise<unknown[]> {
  const pool = createPool(url)
  try {
    return (await pool.query(sql)).rows
  } finally {
    await pool.end()
  }
}

test('a chain that dies breaks the stack, with one sentence', async () => {
  await startChain(context)
  const [chain] = JSON.parse(readFileSync(context.layout.pids, 'utf8'))
  process.kill(chain.pid, 'SIGKILL')
  await expect(context.stack.broken).rejects.toThrow(/^The chain ended by itself: see .*anvil\.log\.$/)
})

test('a database server that dies breaks the stack, with one sentence', async () => {
  const server = await startDatabaseServer(context)
  process.kill(server.identity.pid, 'SIGKILL')
  await expect(context.stack.broken).rejects.toThrow(/^PostgreSQL ended by itself: see .*postgres\.log\.$/)
})

test('the database of one chain is kept for it, and emptied for another', async () => {
  const server = await startDatabaseServer(context)
  const url = await prepareOwnDatabase(context, server, '0x01')
  await query(url, 'CREATE TABLE probe AS SELECT 1 AS one')
  await prepareOwnDatabase(context, server, '0x01')
  expect(await query(url, 'SELECT one FROM probe')).toEqual([{ one: 1 }])
  await prepareOwnDatabase(context, server, '0x02')
  await expect(query(url, 'SELECT one FROM probe')).rejects.toThrow(/does not exist/)
  expect(written).toContain('the database of the one before was emptied')
  expect(await query(url, 'SELECT count(*) AS n FROM indexer_tip')).toEqual([{ n: 0n }])
})

test('stopping both takes the last dump and leaves nothing recorded', async () => {
  await Promise.all([startChain(context), startDatabaseServer(context)])
  await context.stack.stop(new Error('enough'), context.progress)
  expect(JSON.parse(readFileSync(context.layout.chainState, 'utf8'))).toHaveProperty('blocks')
  expect(JSON.parse(readFileSync(context.layout.pids, 'utf8'))).toEqual([])
})
