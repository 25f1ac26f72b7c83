import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'
import { type DbWebhook, type WebhookRow, webhookColumns, webhookFromRow } from './webhook-row.ts'

/** An account's webhooks, newest first, without those it revoked. */
export async function findWebhooks(
  db: Db,
  params: { account: Address; limit: number; before?: string | undefined },
): Promise<WebhookRow[]> {
  const { rows } = await db.query<DbWebhook>({
    name: 'find-webhooks',
    text: `SELECT ${webhookColumns} FROM webhook w WHERE w.account = $1 AND w.state <> 'revoked'
             AND ($2::text IS NULL OR w.id < $2) ORDER BY w.account, w.id DESC LIMIT $3`,
    values: [hexToDb(params.account), params.before ?? null, params.limit],
  })
  return rows.map(webhookFromRow)
}

/** One webhook of this account; undefined for another's as for none. */
export async function getWebhook(db: Db, account: Address, id: string): Promise<WebhookRow | undefined> {
  const { rows } = await db.query<DbWebhook>({
    name: 'get-webhook',
    text: `SELECT ${webhookColumns} FROM webhook w WHERE w.id = $2 AND w.account = $1`,
    values: [hexToDb(account), id],
  })
  return rows[0] && webhookFromRow(rows[0])
}
