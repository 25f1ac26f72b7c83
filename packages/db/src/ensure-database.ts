import { escapeIdentifier } from 'pg'
import { createClient } from './pool.ts'

/**
 * Creates database `name` on the server of `adminUrl` where there is none; true when it was created.
 *
 * @param empty drops an existing one first, cutting off whoever is connected.
 */
export async function ensureDatabase(
  adminUrl: string,
  name: string,
  { empty = false } = {},
): Promise<boolean> {
  const client = createClient(adminUrl, 'network3 set-up')
  await client.connect()
  try {
    // Neither statement takes parameters, so the name is escaped as an identifier.
    if (empty) await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`)
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount !== 0) return false
    await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`)
    return true
  } finally {
    await client.end()
  }
}
