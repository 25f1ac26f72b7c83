import pg from 'pg'

/** What queries take: a pool, or one client when they must run inside its transaction. */
export type Db = pg.Pool | pg.ClientBase
export type Pool = pg.Pool
export type PoolClient = pg.PoolClient
export type Client = pg.Client

export type PoolOptions = {
  /** Connections kept at most; default 10. */
  maxConnections?: number
  /** Shown in pg_stat_activity. */
  applicationName?: string
}

/**
 * A connection pool. int8 arrives as bigint; NUMERIC as exact text (see wei.ts); bytea as Buffer.
 * An idle connection that breaks is dropped and replaced; the next query reports the outage itself.
 */
export function createPool(databaseUrl: string, options: PoolOptions = {}): Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: options.maxConnections ?? 10,
    application_name: options.applicationName ?? 'network3',
    connectionTimeoutMillis: 10_000,
    types: typeParsers,
  })
  // Without a listener Node ends the process on any dropped idle connection.
  pool.on('error', () => {})
  return pool
}

/** One connection outside any pool, for what belongs to a session: LISTEN and advisory locks. */
export function createClient(databaseUrl: string, applicationName = 'network3'): Client {
  return new pg.Client({
    connectionString: databaseUrl,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: typeParsers,
  })
}

const parseInt8 = (text: string): bigint => BigInt(text)

// Per connection, never through pg.types.setTypeParser: that would change every other user of `pg`.
const typeParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8 && format !== 'binary') return parseInt8
    return pg.types.getTypeParser(oid, format)
  },
}
