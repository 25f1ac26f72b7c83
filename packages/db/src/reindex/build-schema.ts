import { AppError } from '@network3/core/app-error'
import { readMigrations } from '../migrations.ts'
import { type Client, createClient } from '../pool.ts'
import { MERGED_TABLE, REINDEX_SCHEMA, rebuiltTables, scratchTables } from './rebuilt-tables.ts'

/** The same database; what is written there goes to the schema a new index is built in. */
export function reindexUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.searchParams.set('options', `-c search_path=${REINDEX_SCHEMA},public`)
  return url.toString()
}

/**
 * Makes the schema with the empty tables of an index, by the very migrations that made the old ones. What is there from
 * an attempt that was cut short is gone on from, unless `isFresh`. Says which it was.
 */
export async function buildReindexSchema(
  databaseUrl: string,
  { isFresh }: { isFresh: boolean },
): Promise<'began' | 'continues'> {
  const client = createClient(databaseUrl, 'network3-reindex')
  await client.connect()
  try {
    const kept = [...rebuiltTables, MERGED_TABLE, ...scratchTables]
    if (!isFresh && (await hasTables(client, kept))) return 'continues'
    await client.query('BEGIN')
    await client.query(`DROP SCHEMA IF EXISTS ${REINDEX_SCHEMA} CASCADE`)
    await client.query(`CREATE SCHEMA ${REINDEX_SCHEMA}`)
    await client.query(`SET LOCAL search_path = ${REINDEX_SCHEMA}`)
    for (const { migrationFile } of (await readMigrations()).migrationDirectories) {
      if (migrationFile.content.tag !== 'ok') throw new AppError('INTERNAL', 'A migration could not be read.')
      await client.query(migrationFile.content.value)
    }
    const { rows } = await client.query<{ name: string }>(
      'SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = $1 AND tablename <> ALL($2)',
      [REINDEX_SCHEMA, kept],
    )
    for (const { name } of rows) await client.query(`DROP TABLE ${REINDEX_SCHEMA}.${name} CASCADE`)
    await client.query('COMMIT')
    return 'began'
  } finally {
    await client.end()
  }
}

async function hasTables(client: Client, names: readonly string[]): Promise<boolean> {
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM pg_tables WHERE schemaname = $1 AND tablename = ANY($2)',
    [REINDEX_SCHEMA, names],
  )
  return rows[0]?.count === names.length
}
