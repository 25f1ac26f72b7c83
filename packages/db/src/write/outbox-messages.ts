import type { Address, Hex } from '@network3/core/hex'
import { newId } from '@network3/core/ids'
import { revertedTypeOf, type WebhookEvent, webhookEvents } from '@network3/core/webhooks/webhook-events'
import type { Client, Db } from '../pool.ts'
import { hexToDb } from './hex.ts'

/** What happened, and whom it concerns. `data` is plain JSON. */
export type OutboxMessage = {
  event: WebhookEvent
  accounts: readonly Address[]
  data: object
  occurredAt: Date
  /** Where on the chain; null off it. */
  place: { blockNumber: bigint; logIndex: number; txHash: Hex } | null
}

/**
 * Events that are told of late are history: what is indexed longer than this after it was mined leaves nothing here.
 * Messages are kept for longer (prune.ts), so that indexing a chain anew sends nothing twice.
 */
export const LATEST_MS = 14 * 86_400_000

/** The lowest block any subscription begins after; undefined while nobody is subscribed to anything. */
export async function findSubscribedFrom(tx: Client): Promise<bigint | undefined> {
  const { rows } = await tx.query<{ since: bigint | null }>({
    name: 'find-subscribed-from',
    text: "SELECT min(since_block) AS since FROM webhook WHERE state = 'active'",
  })
  return rows[0]?.since ?? undefined
}

/**
 * Writes messages in the caller's transaction, all at once: those somebody is subscribed to, and that came after
 * the subscription. One that is there already (the same event, its block never lost) is not written again.
 * Gives how many were written.
 */
export async function insertMessages(db: Db, messages: readonly OutboxMessage[]): Promise<number> {
  if (messages.length === 0) return 0
  const { rowCount } = await db.query({
    name: 'insert-messages',
    text: `INSERT INTO outbox_message (id, type, release, accounts, data, occurred_at, block_number, log_index, tx_hash,
             created_at)
           SELECT m.id, m.type, m.release, a.accounts, m.data::jsonb, m.occurred_at, m.block_number, m.log_index,
             m.tx_hash, now()
           FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::bigint[],
                       $8::int[], $9::bytea[])
                  AS m(id, type, release, accounts, data, occurred_at, block_number, log_index, tx_hash),
                LATERAL (SELECT array_agg(decode(hex, 'hex')) AS accounts
                         FROM unnest(string_to_array(m.accounts, ',')) AS hex) AS a
           WHERE EXISTS (SELECT 1 FROM webhook w WHERE w.account = ANY(a.accounts) AND w.state = 'active'
             AND m.type = ANY(w.events) AND CASE WHEN m.block_number IS NULL THEN m.occurred_at >= w.created_at
                                                 ELSE m.block_number > w.since_block END)
           ON CONFLICT DO NOTHING`,
    values: [
      messages.map(({ occurredAt }) => newId('message', occurredAt)),
      messages.map(({ event }) => event),
      messages.map(({ event }) => webhookEvents[event].release),
      // Postgres has no arrays of arrays of different lengths.
      messages.map(({ accounts }) => [...new Set(accounts)].map((account) => account.slice(2)).join(',')),
      messages.map(({ data }) => JSON.stringify(data)),
      messages.map(({ occurredAt }) => occurredAt),
      messages.map(({ place }) => place?.blockNumber ?? null),
      messages.map(({ place }) => place?.logIndex ?? null),
      messages.map(({ place }) => place && hexToDb(place.txHash)),
    ],
  })
  return rowCount ?? 0
}

/**
 * Takes back what blocks above `blockNumber` said: what has not left is gone without a trace, and of what has, a
 * message says that it is not so. Deleting comes first: it waits for a release that is under way, and then leaves
 * what was released to the second statement.
 */
export async function unwindMessages(tx: Client, blockNumber: bigint): Promise<void> {
  await tx.query({
    name: 'delete-held-messages',
    text: 'DELETE FROM outbox_message WHERE block_number > $1 AND released_at IS NULL',
    values: [blockNumber],
  })
  const { rows } = await tx.query<{ id: string; type: string; accounts: Buffer[]; data: object }>({
    name: 'revert-messages',
    text: `UPDATE outbox_message SET reverted_at = now()
           WHERE block_number > $1 AND released_at IS NOT NULL AND reverted_at IS NULL
           RETURNING id, type, accounts, data`,
    values: [blockNumber],
  })
  for (const { id, type, accounts, data } of rows) {
    await tx.query({
      name: 'insert-reverted-message',
      text: `INSERT INTO outbox_message (id, type, release, accounts, data, occurred_at, created_at)
             VALUES ($1, $2, 'at-once', $3, $4, now(), now())`,
      values: [newId('message'), revertedTypeOf(type), accounts, JSON.stringify({ ...data, reverts: id })],
    })
  }
}
