import type { Db, Pool } from '../pool.ts'

/**
 * Runs several reads against one state of the database: the indexer commits whole blocks, so what `work` sees is
 * the chain at exactly one block. Nothing can be written in it.
 */
export async function withSnapshot<T>(pool: Pool, work: (db: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let failure: unknown
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    failure = error
    // The connection may be what failed; release(true) below closes it either way.
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    client.release(isConnectionFailure(failure))
  }
}

/** An answer of the server carries an SQLSTATE and leaves the connection usable; anything else may not. */
function isConnectionFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && !/^[0-9A-Z]{5}$/.test(String(error.code))
}
