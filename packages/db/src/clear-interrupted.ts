import { AppError } from '@network3/core/app-error'
import { readSchema } from './migrations.ts'
import { createClient } from './pool.ts'

/**
 * Makes way again after a migration that was cut short (kill -9 in the middle of it), which the schema engine would
 * refuse to go on from. PostgreSQL keeps half of it, so:
 * 1. nothing was indexed yet → our own tables, which are then empty, are dropped, and all begins anew;
 * 2. there is data → DATABASE_CONFLICT with what to do; everything in it can be indexed again from the chain.
 */
export async function clearInterrupted(databaseUrl: string): Promise<void> {
  const client = createClient(databaseUrl, 'network3-migrate')
  await client.connect()
  try {
    const has = async (sql: string): Promise<boolean> => (await client.query(sql)).rows[0]?.found === true
    if (!(await has(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`))) return
    const interrupted = `SELECT EXISTS (SELECT 1 FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL) AS found`
    if (!(await has(interrupted))) return
    const holdsData =
      (await has(`SELECT to_regclass('indexer_tip') IS NOT NULL AS found`)) &&
      (await has('SELECT EXISTS (SELECT 1 FROM indexer_tip) AS found'))
    if (holdsData) {
      throw new AppError(
        'DATABASE_CONFLICT',
        'A migration of this database was interrupted. Point DATABASE_URL at an empty database, or start the local ' +
          'stack with --reset: everything in it is indexed again from the chain.',
      )
    }
    const tables = (await readSchema()).flatMap(({ content }) =>
      [...content.matchAll(/@@map\("(\w+)"\)/g)].map(([, table]) => table),
    )
    await client.query(`DROP TABLE IF EXISTS ${tables.join(', ')}; DELETE FROM _prisma_migrations`)
  } finally {
    await client.end()
  }
}
