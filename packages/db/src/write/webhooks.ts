import type { Address } from '@network3/core/hex'
import type { WebhookEvent } from '@network3/core/webhooks/webhook-events'
import type { Db, Pool } from '../pool.ts'
import {
  type DbWebhook,
  type WebhookRow,
  webhookColumns,
  webhookFromRow,
} from '../queries/webhook/webhook-row.ts'
import { hexToDb } from './hex.ts'
import { inTransaction } from './in-transaction.ts'

/** First key of the advisory lock under which an account's webhooks are counted. */
const LOCK_CLASS = 0x4e34

export type NewWebhook = {
  /** newId('webhook'). */
  id: string
  account: Address
  url: string
  description: string
  events: readonly WebhookEvent[]
  /** Sealed. */
  secret: Buffer
  createdAt: Date
}

/**
 * Adds a webhook; undefined when the account has `limit` of them that are not revoked. It is told of what comes after
 * the newest block known now, whether that is indexed or not. With an id that is there it is given as it is.
 */
export function insertWebhook(
  pool: Pool,
  webhook: NewWebhook,
  limit: number,
): Promise<WebhookRow | undefined> {
  return inTransaction(pool, async (tx) => {
    const account = hexToDb(webhook.account)
    await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, account.readInt32BE(0)])
    const { rows } = await tx.query<DbWebhook>({
      text: `INSERT INTO webhook AS w (id, account, url, description, events, state, reason, secret, since_block, created_at)
             SELECT $1, $2, $3, $4, $5, 'active', 'WEBHOOK_ACTIVE', $6,
               COALESCE((SELECT GREATEST(block_number, head_number) FROM indexer_tip WHERE id = 1), 0), $7
             WHERE (SELECT count(*) FROM webhook o WHERE o.account = $2 AND o.state <> 'revoked' AND o.id <> $1) < $8
             ON CONFLICT (id) DO UPDATE SET id = w.id WHERE w.account = $2 RETURNING ${webhookColumns}`,
      values: [
        ...[webhook.id, account, webhook.url, webhook.description, webhook.events, webhook.secret],
        ...[webhook.createdAt, limit],
      ],
    })
    return rows[0] && webhookFromRow(rows[0])
  })
}

/** Turns a webhook off for good: its secrets go, and what waits to be sent is given up. Undefined for another's. */
export function revokeWebhook(
  pool: Pool,
  params: { account: Address; id: string },
): Promise<WebhookRow | undefined> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<DbWebhook>({
      text: `UPDATE webhook w SET state = 'revoked', reason = 'WEBHOOK_REVOKED', detail = NULL, secret = ''::bytea,
               previous_secret = NULL, previous_until = NULL
             WHERE w.id = $1 AND w.account = $2 RETURNING ${webhookColumns}`,
      values: [params.id, hexToDb(params.account)],
    })
    const row = rows[0]
    if (row === undefined) return undefined
    await giveUpDeliveries(tx, params.id)
    return webhookFromRow(row)
  })
}

/**
 * A new secret. The one before signs beside it until `previousUntil`. Nothing changes where it is the secret already
 * (`isCurrent` says so of what is stored): asked twice is rotated once. Undefined for another's and revoked ones.
 */
export function rotateWebhookSecret(
  pool: Pool,
  params: {
    account: Address
    id: string
    secret: Buffer
    previousUntil: Date
    isCurrent: (stored: Buffer) => boolean
  },
): Promise<WebhookRow | undefined> {
  const { account, id, secret, previousUntil, isCurrent } = params
  return inTransaction(pool, async (tx) => {
    const found = await tx.query<DbWebhook & { secret: Buffer }>({
      text: `SELECT ${webhookColumns}, w.secret FROM webhook w
             WHERE w.id = $1 AND w.account = $2 AND w.state <> 'revoked' FOR UPDATE`,
      values: [id, hexToDb(account)],
    })
    const stored = found.rows[0]
    if (stored === undefined) return undefined
    if (isCurrent(stored.secret)) return webhookFromRow(stored)
    const { rows } = await tx.query<DbWebhook>({
      text: `UPDATE webhook w SET previous_secret = w.secret, previous_until = $3, secret = $2 WHERE w.id = $1
             RETURNING ${webhookColumns}`,
      values: [id, secret, previousUntil],
    })
    return rows[0] && webhookFromRow(rows[0])
  })
}

/** What waits for a webhook that is off is not sent. */
export async function giveUpDeliveries(db: Db, webhookId: string): Promise<void> {
  await db.query({
    text: `UPDATE webhook_delivery SET state = 'failed', reason = 'DELIVERY_WEBHOOK_OFF', next_attempt_at = NULL,
             claimed_until = NULL, ended_at = now()
           WHERE webhook_id = $1 AND state = 'pending'`,
    values: [webhookId],
  })
}
