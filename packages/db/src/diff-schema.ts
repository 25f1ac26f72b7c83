import { noFilter, readMigrations, readSchema } from './migrations.ts'
import { type Client, createClient } from './pool.ts'
import { openSchemaEngine } from './schema-engine.ts'

/** The SQL that makes prisma/schema.prisma from nothing. The database is only connected to, not changed. */
async function scriptSchema(databaseUrl: string): Promise<string> {
  const schema = await readSchema()
  const engine = await openSchemaEngine(databaseUrl, schema)
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: schema },
      script: true,
      exitCode: null,
      filters: noFilter,
    })
    return stdout ?? ''
  } finally {
    engine.free()
  }
}

/**
 * Where the migrations and prisma/schema.prisma differ, one line each, empty when they agree. Both are built in
 * schemas of their own inside one rolled-back transaction, so any database will do and nothing of it changes.
 * (The engine cannot introspect here: through a driver adapter it cannot read the catalog's "char" columns.)
 */
export async function diffSchema(databaseUrl: string): Promise<string[]> {
  const [script, { migrationDirectories }] = await Promise.all([scriptSchema(databaseUrl), readMigrations()])
  const migrations = migrationDirectories.map(({ path, migrationFile: { content } }) => {
    if (content.tag === 'error') throw new Error(`The migration ${path} cannot be read: ${content.value}`)
    return content.value
  })
  const client = createClient(databaseUrl, 'network3-drift')
  await client.connect()
  try {
    await client.query('BEGIN')
    const made = await describe(client, 'n3_drift_migrations', migrations)
    const wanted = await describe(client, 'n3_drift_schema', [script])
    await client.query('ROLLBACK')
    return [
      ...[...wanted].filter((line) => !made.has(line)).map((line) => `missing in the migrations: ${line}`),
      ...[...made].filter((line) => !wanted.has(line)).map((line) => `only in the migrations: ${line}`),
    ]
  } finally {
    await client.end()
  }
}

async function describe(client: Client, schema: string, scripts: string[]): Promise<Set<string>> {
  await client.query(`CREATE SCHEMA ${schema}`)
  await client.query(`SET LOCAL search_path TO ${schema}`)
  for (const script of scripts) await client.query(script)
  const columns = await client.query<{ line: string }>(
    `SELECT concat_ws(' ', 'column', c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN a.attnotnull THEN 'not null' END, pg_get_expr(d.adbin, d.adrelid)) AS line
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r'`,
    [schema],
  )
  // Partial indices and INCLUDE columns are beyond Prisma's schema language: they exist in migrations only.
  const indices = await client.query<{ line: string }>(
    `SELECT concat_ws(' ', 'index', i.relname, CASE WHEN x.indisunique THEN 'unique' END,
              (SELECT string_agg(pg_get_indexdef(x.indexrelid, k, true) || ' ' || x.indoption[k - 1], ', ' ORDER BY k)
               FROM generate_series(1, x.indnkeyatts) AS k)) AS line
     FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
     WHERE i.relnamespace = $1::regnamespace AND x.indpred IS NULL`,
    [schema],
  )
  return new Set([...columns.rows, ...indices.rows].map(({ line }) => line))
}
