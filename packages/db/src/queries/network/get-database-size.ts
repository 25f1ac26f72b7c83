import type { Db } from '../../pool.ts'

/** Bytes the whole database takes on disk. */
export async function getDatabaseSize(db: Db): Promise<number> {
  const { rows } = await db.query<{ size: bigint }>({
    name: 'get-database-size',
    text: 'SELECT pg_database_size(current_database()) AS size',
  })
  return Number(rows[0]?.size ?? 0n)
}
