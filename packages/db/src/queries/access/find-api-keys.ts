import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'
import { type ApiKey, apiKeyColumns, apiKeyFromRow, type DbApiKey } from './api-key-row.ts'

/** A key by its id, in any state; undefined when there is none. */
export async function getApiKey(db: Db, id: string): Promise<ApiKey | undefined> {
  const { rows } = await db.query<DbApiKey>({
    name: 'get-api-key',
    text: `SELECT ${apiKeyColumns} FROM api_key k WHERE k.id = $1`,
    values: [id],
  })
  return rows[0] && apiKeyFromRow(rows[0])
}

/** Keys of an account, newest first, revoked ones among them. */
export async function findApiKeys(
  db: Db,
  { account, limit, before }: { account: Address; limit: number; before: string | undefined },
): Promise<ApiKey[]> {
  const { rows } = await db.query<DbApiKey>({
    name: 'find-api-keys',
    text: `SELECT ${apiKeyColumns} FROM api_key k WHERE k.account = $1 AND ($3::text IS NULL OR k.id < $3)
           ORDER BY k.id DESC LIMIT $2`,
    values: [hexToDb(account), limit, before ?? null],
  })
  return rows.map(apiKeyFromRow)
}
