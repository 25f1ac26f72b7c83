import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { readTestServer } from './env.ts'
import { clonePrefix, urlOfDatabase, withClient } from './template-database.ts'

export type TestDatabase = {
  url: string
  /**
   * Drops the clone.
   *
   * @throws Error, after dropping it all the same, when connections to it are still open: the code under test leaks.
   */
  drop(): Promise<void>
}

/** A fresh database with every migration applied, for one test file: a clone of this run's template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, template } = readTestServer()
  const name = `${clonePrefix(template)}${randomBytes(5).toString('hex')}`
  await withClient(adminUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`))
  return { url: urlOfDatabase(adminUrl, name), drop: () => dropClone(adminUrl, name) }
}

async function dropClone(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const findOpen = async (): Promise<string[]> => {
      const open = await client.query<{ words: string }>(
        "SELECT concat_ws(' · ', pid, application_name, state, left(query, 80)) AS words FROM pg_stat_activity WHERE datname = $1",
        [name],
      )
      return open.rows.map((row) => row.words)
    }
    // A closed connection is listed until its backend has gone.
    const deadline = Date.now() + 2_000
    let open = await findOpen()
    while (open.length > 0 && Date.now() < deadline) {
      await delay(20)
      open = await findOpen()
    }
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    if (open.length > 0) throw new Error(`Connections were left open:\n${open.join('\n')}`)
  })
}
