import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { startPostgres } from '@network3/local-servers/start-postgres'
import { urlOfDatabase, withClient } from '../../template-database.ts'

const run = promisify(execFile)

export type BenchServer = {
  folder: string
  /** The postmaster: every backend is its child. */
  pid: number
  /** A database with every migration applied: a new one, unless one of this name was kept. */
  createDatabase(name: string): Promise<string>
  /** A new database with nothing in it. */
  createEmptyDatabase(name: string): Promise<string>
  dropDatabase(name: string): Promise<void>
  stop(): Promise<void>
}

/**
 * A PostgreSQL of its own with the settings it ships with: crash-safe, nothing tuned. With `keepIn` its data stay in that
 * folder, for a run that comes later; else nothing is left of it.
 */
export async function startBenchServer({
  keepIn,
}: {
  keepIn?: string | undefined
} = {}): Promise<BenchServer> {
  if (keepIn !== undefined) mkdirSync(keepIn, { recursive: true })
  const folder = keepIn ?? mkdtempSync(join(tmpdir(), 'network3-bench-'))
  const server = await startPostgres({
    folder: join(folder, 'postgres'),
    port: await findFreePort(),
    logFile: join(folder, 'postgres.log'),
  })
  const adminUrl = server.urlOf('postgres')
  const isThere = (name: string) =>
    withClient(adminUrl, async (client) => {
      const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
      return rowCount === 1
    })
  const createEmptyDatabase = async (name: string) => {
    await withClient(adminUrl, (client) => client.query(`CREATE DATABASE ${name}`))
    return urlOfDatabase(adminUrl, name)
  }
  return {
    ...{ folder, pid: server.identity.pid, createEmptyDatabase },
    createDatabase: async (name) => {
      const url = (await isThere(name)) ? urlOfDatabase(adminUrl, name) : await createEmptyDatabase(name)
      await run('npm', ['run', '--silent', 'migrate', '-w', '@network3/db'], {
        env: { ...process.env, DATABASE_URL: url },
      })
      return url
    },
    dropDatabase: async (name) => {
      await withClient(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    },
    stop: async () => {
      await server.stop()
      if (keepIn === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}
