import type { Client, Db } from '../pool.ts'
import { MERGED_TABLE, REINDEX_SCHEMA, REPLACED_SCHEMA, rebuiltTables } from './rebuilt-tables.ts'

/** How far the two indices are, and what the new one still lacks. */
export type ReindexState = {
  /** Undefined before its first block. */
  newTip: bigint | undefined
  oldTip: bigint | undefined
  /** Set where the old one stopped for a person to look: then the new one need not come to its tip. */
  oldHaltCode: string | null
  /** Epoch files that the old one has verified and the new one has not. */
  missingFiles: number
  /** The new leaderboard is there, or there is nobody to list. */
  hasRanks: boolean
}

export async function readReindexState(db: Db): Promise<ReindexState> {
  const verified = (schema: string) => `(SELECT count(*) FROM ${schema}.epoch WHERE file_state = 'verified')`
  const { rows } = await db.query<{
    new_tip: bigint | null
    old_tip: bigint | null
    halt_code: string | null
    missing: number
    has_ranks: boolean
  }>(
    `SELECT (SELECT block_number FROM ${REINDEX_SCHEMA}.indexer_tip) AS new_tip,
       (SELECT block_number FROM public.indexer_tip) AS old_tip,
       (SELECT halt_code FROM public.indexer_tip) AS halt_code,
       greatest(0, ${verified('public')} - ${verified(REINDEX_SCHEMA)})::int AS missing,
       EXISTS (SELECT 1 FROM ${REINDEX_SCHEMA}.operator_rank)
         OR NOT EXISTS (SELECT 1 FROM ${REINDEX_SCHEMA}.operator) AS has_ranks`,
  )
  const [row] = rows
  return {
    newTip: row?.new_tip ?? undefined,
    oldTip: row?.old_tip ?? undefined,
    oldHaltCode: row?.halt_code ?? null,
    missingFiles: row?.missing ?? 0,
    hasRanks: row?.has_ranks ?? false,
  }
}

/**
 * Puts the new tables in the place of the old ones: every reader sees all old ones before, and all new ones after.
 * They keep their names, columns and indices, so that statements prepared by readers are planned anew and go on. The old
 * ones are kept in a schema of their own. Messages that the new index wrote are added to the outbox, where those
 * that were there already stay the only ones. False, with nothing changed, while the new index is behind the old one.
 * Waits two seconds at most for readers and for the old index's writer, and throws (55P03 or 40P01) when that does not do.
 */
export async function switchTables(tx: Client): Promise<boolean> {
  await tx.query("SET LOCAL lock_timeout = '2s'")
  await tx.query(
    `LOCK TABLE ${rebuiltTables.map((table) => `public.${table}`).join(', ')} IN ACCESS EXCLUSIVE MODE`,
  )
  const { newTip, oldTip, oldHaltCode } = await readReindexState(tx)
  if (newTip === undefined) return false
  if (oldTip !== undefined && newTip < oldTip && oldHaltCode === null) return false
  await tx.query(`DROP SCHEMA IF EXISTS ${REPLACED_SCHEMA} CASCADE`)
  await tx.query(`CREATE SCHEMA ${REPLACED_SCHEMA}`)
  for (const table of rebuiltTables) {
    await tx.query(`ALTER TABLE public.${table} SET SCHEMA ${REPLACED_SCHEMA}`)
    await tx.query(`ALTER TABLE ${REINDEX_SCHEMA}.${table} SET SCHEMA public`)
  }
  await tx.query(
    `INSERT INTO public.${MERGED_TABLE} SELECT * FROM ${REINDEX_SCHEMA}.${MERGED_TABLE} ON CONFLICT DO NOTHING`,
  )
  await tx.query(`DROP SCHEMA ${REINDEX_SCHEMA} CASCADE`)
  // Whoever shows live data reads it again.
  await tx.query(
    `SELECT pg_notify('n3_block', json_build_object('blockNumber', block_number::text,
       'blockHash', '0x' || encode(block_hash, 'hex'), 'events', 0, 'reorgDepth', 0)::text) FROM public.indexer_tip`,
  )
  return true
}

/** Row counts of the old and the new tables, where they differ: what the old index was wrong about, or behind in. */
export async function compareReplaced(db: Db): Promise<{ table: string; before: number; after: number }[]> {
  const differing: { table: string; before: number; after: number }[] = []
  for (const table of rebuiltTables) {
    const { rows } = await db.query<{ before: number; after: number }>(
      `SELECT (SELECT count(*)::int FROM ${REPLACED_SCHEMA}.${table}) AS before,
         (SELECT count(*)::int FROM public.${table}) AS after`,
    )
    const [row] = rows
    if (row !== undefined && row.before !== row.after) differing.push({ table, ...row })
  }
  return differing
}

/** Gives the room of the old tables back. */
export async function dropReplaced(db: Db): Promise<void> {
  await db.query(`DROP SCHEMA IF EXISTS ${REPLACED_SCHEMA} CASCADE`)
}

/** Tells the planner of tables that were filled a moment ago. */
export async function analyzeRebuilt(db: Db): Promise<void> {
  await db.query(`ANALYZE ${rebuiltTables.map((table) => `${REINDEX_SCHEMA}.${table}`).join(', ')}`)
}
