import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findFreePort } from '../find-free-port.ts'
import { isProcessAlive } from '../process-identity.ts'
import { endOrphanPostgres, removePostgres } from './orphan-postgres.ts'
import { findOpenFolder } from './server-home.ts'
import { findServerUser, spawnIdentity } from './server-user.ts'
import { type PostgresServer, startPostgres } from './start-postgres.ts'

let parent: string
let folder: string
let server: PostgresServer | undefined

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'network3-pg-'))
  chmodSync(parent, 0o755)
  folder = join(parent, 'postgres')
})
afterEach(async () => {
  await server?.stop()
  server = undefined
  removePostgres(folder)
  rmSync(parent, { recursive: true, force: true })
})

async function start(): Promise<PostgresServer> {
  server = await startPostgres({ folder, port: await findFreePort(), logFile: join(parent, 'log') })
  return server
}

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server?.urlOf('postgres') })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('what was committed is there after kill -9 of the server', async () => {
  const first = await start()
  await query('CREATE TABLE kept AS SELECT 42 AS answer')
  process.kill(first.identity.pid, 'SIGKILL')
  await first.exited
  const second = await start()
  expect(second.orphan).toBe('stale-lock')
  expect(await query('SELECT answer FROM kept')).toEqual([{ answer: 42 }])
})

test('a server that outlived kill -9 of its supervisor is ended, and its data goes on', async () => {
  const program = `
    import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'start-postgres.ts'))}
    const server = await startPostgres(${JSON.stringify({ folder, port: await findFreePort(), logFile: join(parent, 'log') })})
    process.stdout.write(JSON.stringify(server.identity))
    setTimeout(() => {}, 60_000)`
  const supervisor = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    cwd: import.meta.dirname,
  })
  const [text] = await once(supervisor.stdout, 'data')
  const orphan = JSON.parse(String(text))
  supervisor.kill('SIGKILL')
  await once(supervisor, 'exit')
  expect(isProcessAlive(orphan)).toBe(true)
  const next = await start()
  expect(next.orphan).toBe('ended')
  expect(isProcessAlive(orphan)).toBe(false)
  expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('an orphan is ended without starting another', async () => {
  const first = await start()
  expect(await endOrphanPostgres(folder)).toBe('ended')
  expect(isProcessAlive(first.identity)).toBe(false)
})

test('a lock that names a living stranger neither stops the start nor harms the stranger', async () => {
  await (await start()).stop()
  // Of the server's own user: PostgreSQL itself overlooks processes it may not signal.
  const stranger = spawn('sleep', ['60'], { ...spawnIdentity(findServerUser()), cwd: '/' })
  const lock = join(folder, 'cluster', 'postmaster.pid')
  writeFileSync(lock, `${stranger.pid}\n${folder}/cluster\n1\n1\n\n127.0.0.1\n1 1\nready\n`)
  const next = await start()
  expect(next.orphan).toBe('stale-lock')
  expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  expect(stranger.exitCode).toBeNull()
  stranger.kill()
})

test('a data folder whose making was cut short is made anew', async () => {
  await (await start()).stop()
  rmSync(join(folder, 'initialised'))
  rmSync(join(folder, 'cluster', 'global'), { recursive: true })
  await start()
  expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }])
})

test('nobody gets in without the password, which only the caller can read', async () => {
  const { port } = await start()
  const client = new Client({ connectionString: `postgresql://network3:wrong@127.0.0.1:${port}/postgres` })
  await expect(client.connect()).rejects.toThrow(/password authentication failed/)
  expect(readFileSync(join(folder, 'password'), 'utf8').trim()).toHaveLength(24)
})

test.runIf(process.getuid?.() === 0)(
  'as root under a closed folder, the cluster is kept where its user can reach it',
  async () => {
    chmodSync(parent, 0o700)
    await start()
    await query('CREATE TABLE kept AS SELECT 7 AS answer')
    expect(existsSync(join(findOpenFolder(folder), 'cluster', 'PG_VERSION'))).toBe(true)
    await server?.stop()
    await start()
    expect(await query('SELECT answer FROM kept')).toEqual([{ answer: 7 }])
    await server?.stop()
    removePostgres(folder)
    expect(existsSync(findOpenFolder(folder))).toBe(false)
  },
)
