import type { Address } from '@network3/core/hex'
import type { Db, Pool } from '../pool.ts'
import { type ApiKey, apiKeyColumns, apiKeyFromRow, type DbApiKey } from '../queries/access/api-key-row.ts'
import { weiToDb } from '../wei.ts'
import { hexToDb } from './hex.ts'
import { inTransaction } from './in-transaction.ts'

/** Keys of one account that are neither revoked nor past. */
export const MAX_KEYS_PER_ACCOUNT = 50

export type NewApiKey = Omit<ApiKey, 'revokedAt' | 'lastUsedAt'>

/** Adds a key, once per id: the same one again is `known`. `too-many`: the account has as many as it may. */
export function addApiKey(pool: Pool, key: NewApiKey): Promise<'added' | 'known' | 'too-many'> {
  const account = hexToDb(key.account)
  return inTransaction(pool, async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('api-key' || encode($1, 'hex'), 0))", [
      account,
    ])
    const { rows } = await tx.query<{ known: boolean; live: number }>(
      `SELECT coalesce(bool_or(id = $2), false) AS known,
         (count(*) FILTER (WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $3)))::int AS live
       FROM api_key WHERE account = $1`,
      [account, key.id, key.createdAt],
    )
    if (rows[0]?.known) return 'known'
    if ((rows[0]?.live ?? 0) >= MAX_KEYS_PER_ACCOUNT) return 'too-many'
    await tx.query(
      `INSERT INTO api_key (id, account, name, scopes, secret_hash, daily_cap_wei, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[key.id, account, key.name, key.scopes, hexToDb(key.secretHash)],
        ...[key.dailyCapWei === null ? null : weiToDb(key.dailyCapWei), key.createdAt, key.expiresAt],
      ],
    )
    return 'added'
  })
}

/** Revokes a key of this account; revoked before, it stays as it was. Undefined when the account has no such key. */
export async function revokeApiKey(
  db: Db,
  { id, account, now }: { id: string; account: Address; now: Date },
): Promise<ApiKey | undefined> {
  const { rows } = await db.query<DbApiKey>(
    `UPDATE api_key k SET revoked_at = coalesce(k.revoked_at, $3) WHERE k.id = $1 AND k.account = $2
     RETURNING ${apiKeyColumns}`,
    [id, hexToDb(account), now],
  )
  return rows[0] && apiKeyFromRow(rows[0])
}
