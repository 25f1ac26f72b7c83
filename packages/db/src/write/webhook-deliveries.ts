import type { Address } from '@network3/core/hex'
import type { DeliveryReasonCode, WebhookStateReasonCode } from '@network3/core/webhook-reasons'
import type { Db, Pool } from '../pool.ts'
import type { DeliveryAttempt } from '../queries/webhook/find-deliveries.ts'
import type { WebhookState } from '../queries/webhook/webhook-row.ts'
import { hexToDb } from './hex.ts'
import { inTransaction } from './in-transaction.ts'
import { giveUpDeliveries } from './webhooks.ts'

/** What a webhook is sent at the same time, at most: one that is slow keeps no other waiting. */
const AT_ONCE = 4

/**
 * Hands due deliveries to the queue `task` of graphile-worker, each for two minutes: not ended by then (its worker was
 * killed, its job lost), it is handed over anew. Gone through webhook by webhook, along the index. Gives how many.
 */
export async function handOverDeliveries(pool: Pool, task: string): Promise<number> {
  const { rowCount } = await pool.query({
    name: 'hand-over-deliveries',
    text: `WITH RECURSIVE webhooks AS (
             (SELECT webhook_id FROM webhook_delivery WHERE state = 'pending' ORDER BY webhook_id LIMIT 1)
             UNION ALL
             SELECT (SELECT d.webhook_id FROM webhook_delivery d WHERE d.state = 'pending' AND d.webhook_id > w.webhook_id
                     ORDER BY d.webhook_id LIMIT 1)
             FROM webhooks w WHERE w.webhook_id IS NOT NULL
           ), due AS (
             SELECT d.id FROM webhook_delivery d WHERE d.id IN (
               SELECT n.id FROM webhooks w, LATERAL (
                 SELECT e.id FROM webhook_delivery e
                 WHERE e.webhook_id = w.webhook_id AND e.state = 'pending' AND e.next_attempt_at <= now()
                   AND (e.claimed_until IS NULL OR e.claimed_until <= now())
                 ORDER BY e.next_attempt_at, e.id LIMIT GREATEST(0, ${AT_ONCE} - (
                   SELECT count(*) FROM webhook_delivery b
                   WHERE b.webhook_id = w.webhook_id AND b.state = 'pending' AND b.claimed_until > now()))) n)
             FOR UPDATE SKIP LOCKED
           ), handed AS (
             UPDATE webhook_delivery d SET claimed_until = now() + interval '2 minutes' FROM due
             WHERE d.id = due.id AND (d.claimed_until IS NULL OR d.claimed_until <= now()) RETURNING d.id, d.attempts
           )
           SELECT graphile_worker.add_job($1, json_build_object('deliveryId', id, 'attempts', attempts),
             job_key := id, max_attempts := 3) FROM handed`,
    values: [task],
  })
  return rowCount ?? 0
}

export type ClaimedDelivery = {
  id: string
  messageId: string
  body: string
  isTest: boolean
  /** Failed so far. */
  attempts: number
  webhook: {
    id: string
    url: string
    state: WebhookState
    secret: Buffer
    /** Undefined once it no longer signs. */
    previousSecret: Buffer | undefined
  }
}

/** Takes a delivery to send it; undefined when it was ended, or tried, since it was handed over. */
export async function claimDelivery(
  db: Db,
  params: { deliveryId: string; attempts: number },
): Promise<ClaimedDelivery | undefined> {
  const { rows } = await db.query<{
    message_id: string
    body: string
    is_test: boolean
    webhook_id: string
    url: string
    state: WebhookState
    secret: Buffer
    previous_secret: Buffer | null
  }>({
    name: 'claim-delivery',
    text: `UPDATE webhook_delivery d SET claimed_until = now() + interval '1 minute' FROM webhook w
           WHERE d.id = $1 AND d.state = 'pending' AND d.attempts = $2 AND w.id = d.webhook_id
           RETURNING d.message_id, d.body, d.is_test, w.id AS webhook_id, w.url, w.state, w.secret,
             CASE WHEN w.previous_until > now() THEN w.previous_secret END AS previous_secret`,
    values: [params.deliveryId, params.attempts],
  })
  const row = rows[0]
  if (row === undefined) return undefined
  return {
    ...{ id: params.deliveryId, attempts: params.attempts, messageId: row.message_id, body: row.body },
    isTest: row.is_test,
    webhook: {
      ...{ id: row.webhook_id, url: row.url, state: row.state, secret: row.secret },
      previousSecret: row.previous_secret ?? undefined,
    },
  }
}

/** The receiver took it. A webhook that was off is on again when it took a test. */
export function recordTaken(
  pool: Pool,
  delivery: Pick<ClaimedDelivery, 'id' | 'isTest' | 'webhook'>,
  attempt: DeliveryAttempt,
): Promise<void> {
  return inTransaction(pool, async (tx) => {
    await tx.query({
      name: 'record-taken',
      text: `UPDATE webhook_delivery SET state = 'delivered', reason = $2, attempts = attempts + 1,
               history = history || $3::jsonb, next_attempt_at = NULL, claimed_until = NULL, ended_at = now()
             WHERE id = $1 AND state = 'pending'`,
      values: [delivery.id, attempt.reason, JSON.stringify([attempt])],
    })
    await tx.query({
      name: 'record-webhook-success',
      text: `UPDATE webhook SET failing_since = NULL, last_success_at = now(),
               state = CASE WHEN state = 'disabled' AND $2 THEN 'active' ELSE state END,
               reason = CASE WHEN state = 'disabled' AND $2 THEN 'WEBHOOK_ACTIVE' ELSE reason END,
               detail = CASE WHEN state = 'disabled' AND $2 THEN NULL ELSE detail END
             WHERE id = $1`,
      values: [delivery.webhook.id, delivery.isTest],
    })
  })
}

/**
 * It was not taken. `waitMs` until the next attempt; undefined ends the delivery, and turns the webhook off once nothing
 * was taken for three days. `turnsOff` does so at once.
 */
export function recordFailure(
  pool: Pool,
  delivery: Pick<ClaimedDelivery, 'id' | 'webhook'>,
  attempt: DeliveryAttempt,
  next: { waitMs: number | undefined; detail: string; turnsOff?: WebhookStateReasonCode | undefined },
): Promise<void> {
  const { waitMs = null, turnsOff = null, detail } = next
  return inTransaction(pool, async (tx) => {
    await tx.query({
      name: 'record-failure',
      text: `UPDATE webhook_delivery SET state = CASE WHEN $4::float8 IS NULL THEN 'failed' ELSE 'pending' END, reason = $2,
               attempts = attempts + 1, history = history || $3::jsonb, claimed_until = NULL,
               next_attempt_at = now() + make_interval(secs => $4::float8 / 1000),
               ended_at = CASE WHEN $4::float8 IS NULL THEN now() END
             WHERE id = $1 AND state = 'pending'`,
      values: [delivery.id, attempt.reason, JSON.stringify([attempt]), waitMs],
    })
    const { rows } = await tx.query<{ state: WebhookState }>({
      name: 'record-webhook-failure',
      text: `UPDATE webhook SET failing_since = COALESCE(failing_since, now()),
               state = CASE WHEN off THEN 'disabled' ELSE state END,
               reason = CASE WHEN off THEN COALESCE($3, 'WEBHOOK_FAILING') ELSE reason END,
               detail = CASE WHEN off THEN $4 ELSE detail END
             FROM (SELECT id AS off_id, state = 'active' AND ($3::text IS NOT NULL
                     OR ($2::float8 IS NULL AND failing_since < now() - interval '3 days')) AS off
                   FROM webhook WHERE id = $1 FOR UPDATE) s
             WHERE id = s.off_id RETURNING CASE WHEN off THEN 'disabled' ELSE 'active' END AS state`,
      values: [delivery.webhook.id, waitMs, turnsOff, detail],
    })
    if (rows[0]?.state === 'disabled') await giveUpDeliveries(tx, delivery.webhook.id)
  })
}

/** Ends a delivery unsent: its webhook is off. */
export async function dropDelivery(db: Db, id: string, reason: DeliveryReasonCode): Promise<void> {
  await db.query({
    text: `UPDATE webhook_delivery SET state = 'failed', reason = $2, next_attempt_at = NULL, claimed_until = NULL,
             ended_at = now() WHERE id = $1 AND state = 'pending'`,
    values: [id, reason],
  })
}

/**
 * A message made for one webhook alone, to try it. False when `perMinute` were made in the last minute. With an id that
 * is there already nothing is added.
 */
export async function insertTestDelivery(
  db: Db,
  delivery: { id: string; webhookId: string; messageId: string; type: string; body: string; now: Date },
  perMinute: number,
): Promise<boolean> {
  const { rows } = await db.query<{ may: boolean }>({
    text: `WITH recent AS (
             SELECT count(*) < $7 AS may FROM webhook_delivery
             WHERE webhook_id = $2 AND is_test AND created_at > $6::timestamptz - interval '1 minute' AND id <> $1
           ), added AS (
             INSERT INTO webhook_delivery (id, webhook_id, message_id, type, body, is_test, state, reason, history,
               next_attempt_at, created_at)
             SELECT $1, $2, $3, $4, $5, true, 'pending', 'DELIVERY_PENDING', '[]', now(), $6 FROM recent WHERE may
             ON CONFLICT (id) DO NOTHING
           )
           SELECT may FROM recent`,
    values: [
      ...[delivery.id, delivery.webhookId, delivery.messageId, delivery.type, delivery.body, delivery.now],
      perMinute,
    ],
  })
  return rows[0]?.may === true
}

/**
 * Sends deliveries of an active webhook of this account again: this one, which has ended or waits for its next attempt, or
 * every one that failed since a time.
 * The message keeps its id, so that receivers know it. Gives their ids; empty for another's.
 */
export async function replayDeliveries(
  db: Db,
  params: {
    account: Address
    webhookId: string
    deliveryId?: string | undefined
    failedSince?: Date | undefined
    limit: number
  },
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    text: `UPDATE webhook_delivery d SET state = 'pending', reason = 'DELIVERY_PENDING', attempts = 0,
             next_attempt_at = now(), claimed_until = NULL, ended_at = NULL
           WHERE d.id IN (
             SELECT e.id FROM webhook_delivery e JOIN webhook w ON w.id = e.webhook_id
             WHERE w.id = $1 AND w.account = $2 AND w.state = 'active'
               AND (e.id = $3 AND (e.state <> 'pending'
                      OR (e.next_attempt_at > now() AND COALESCE(e.claimed_until, '-infinity') < now()))
                    OR ($3::text IS NULL AND e.state = 'failed' AND e.created_at >= $4))
             ORDER BY e.id LIMIT $5)
           RETURNING d.id`,
    values: [
      ...[params.webhookId, hexToDb(params.account), params.deliveryId ?? null, params.failedSince ?? null],
      params.limit,
    ],
  })
  return rows.map(({ id }) => id)
}
