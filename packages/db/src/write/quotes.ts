import type { Db } from '../pool.ts'

/** How long a quote can still be looked at when its price is no longer promised. */
const KEPT = "interval '1 hour'"

/**
 * Keeps a quote, and forgets a few that are long past: more than are made, so that they never pile up. False when one of
 * this id is there: it stays.
 */
export async function addQuote(
  db: Db,
  quote: { id: string; madeAt: Date; expiresAt: Date; body: object },
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'add-quote',
    text: `WITH past AS (
             DELETE FROM quote WHERE id IN (
               SELECT id FROM quote WHERE expires_at < $2::timestamptz - ${KEPT}
               ORDER BY expires_at LIMIT 10 FOR UPDATE SKIP LOCKED
             )
           )
           INSERT INTO quote (id, made_at, expires_at, body) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING`,
    values: [quote.id, quote.madeAt, quote.expiresAt, JSON.stringify(quote.body)],
  })
  return rowCount === 1
}
