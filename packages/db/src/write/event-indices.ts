import type { Client } from '../pool.ts'

/** The indices of `event` that only readers need, as the migration makes them. */
const READERS_INDICES: Record<string, string> = {
  event_kind_block_number_idx: 'CREATE INDEX event_kind_block_number_idx ON event (kind, block_number)',
  event_operator: `CREATE INDEX event_operator ON event (substr(operator, 1, 7), block_number)
    WHERE operator IS NOT NULL`,
  event_account: `CREATE INDEX event_account ON event (substr(account, 1, 7), block_number)
    WHERE account IS NOT NULL`,
}

/**
 * Drops the readers' indices while there is no event yet: built at the end they cost a third of what they cost row by
 * row. That they are missing is what tells that they are to be built; a crash in between loses nothing.
 * False when there are events already: then they stay.
 */
export async function dropEventIndices(tx: Client): Promise<boolean> {
  const { rows } = await tx.query<{ is_empty: boolean; schema: string }>(
    'SELECT NOT EXISTS (SELECT 1 FROM event) AS is_empty, quote_ident(current_schema()) AS schema',
  )
  const [table] = rows
  if (table?.is_empty !== true) return false
  // By the table's own schema: a name alone may be found in the next one, where the index that serves is.
  const names = Object.keys(READERS_INDICES).map((name) => `${table.schema}.${name}`)
  await tx.query(`DROP INDEX IF EXISTS ${names.join(', ')}`)
  return true
}

/** Builds those that are missing, and gives how many they were. Readers go on meanwhile; only the writer waits. */
export async function buildEventIndices(tx: Client): Promise<number> {
  const { rows } = await tx.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(quote_ident(current_schema()) || '.' || name) IS NULL`,
    [Object.keys(READERS_INDICES)],
  )
  for (const { name } of rows) await tx.query(READERS_INDICES[name] ?? '')
  // The planner knows nothing of a table that was filled a moment ago.
  if (rows.length > 0) await tx.query('ANALYZE event')
  return rows.length
}
