import type { Db } from '../../pool.ts'

/** What was answered under this id, or undefined; the caller parses it. */
export async function getQuote(db: Db, id: string): Promise<unknown> {
  const { rows } = await db.query<{ body: unknown }>({
    name: 'get-quote',
    text: 'SELECT body FROM quote WHERE id = $1',
    values: [id],
  })
  return rows[0]?.body
}
