import type { Db } from '../../pool.ts'

/**
 * A table as an audit compares it: by natural key, every value as text (amounts in wei, times in seconds, hex in
 * lower case, '' for what is not there), so that both sides can be held against each other field by field.
 */
export type Facts = Map<string, Record<string, string>>

/** Runs a statement whose first column is `key` and whose other columns are text. */
export async function readFacts(db: Db, text: string, values: unknown[] = []): Promise<Facts> {
  const { rows } = await db.query<Record<string, string | null>>(text, values)
  return new Map(
    rows.map(({ key, ...fields }) => [
      key ?? '',
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? ''])),
    ]),
  )
}

/** SQL for a bytea column as 0x and hex. */
export const hexText = (column: string) => `'0x' || encode(${column}, 'hex')`

/** SQL for a timestamp as whole seconds; '0' for none, as on chain. */
export const secondsText = (column: string) => `coalesce(extract(epoch FROM ${column})::bigint, 0)::text`
