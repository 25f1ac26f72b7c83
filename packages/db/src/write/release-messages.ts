import { newId } from '@network3/core/ids'
import { messageBody, subscribedEventOf } from '@network3/core/webhooks/webhook-events'
import type { Pool, PoolClient } from '../pool.ts'
import { inTransaction } from './in-transaction.ts'

type Message = {
  id: string
  type: string
  accounts: Buffer[]
  data: object
  occurred_at: Date
  block_number: bigint | null
  log_index: number | null
}
type Subscriber = { id: string; account: Buffer; events: string[]; since_block: bigint; created_at: Date }

/**
 * Lets go of messages whose time has come (at once; or once the indexer's own tip row calls their block safe or final),
 * and makes a delivery of each for every webhook that is told of it: all in one transaction, so that a crash sends
 * nothing twice and loses nothing. Gives how many messages left. Several workers may do this at once.
 */
export function releaseMessages(pool: Pool, limit: number): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const { rows: messages } = await tx.query<Message>({
      name: 'release-messages',
      text: `WITH due AS (
               SELECT m.id FROM outbox_message m LEFT JOIN indexer_tip t ON t.id = 1
               WHERE m.released_at IS NULL AND (m.release = 'at-once'
                 OR (m.release = 'safe' AND m.block_number <= LEAST(t.block_number, t.safe_number))
                 OR (m.release = 'final' AND m.block_number <= t.finalized_number))
               ORDER BY m.id LIMIT $1 FOR UPDATE OF m SKIP LOCKED)
             UPDATE outbox_message o SET released_at = now() FROM due WHERE o.id = due.id
             RETURNING o.id, o.type, o.accounts, o.data, o.occurred_at, o.block_number, o.log_index`,
      values: [limit],
    })
    if (messages.length > 0) await insertDeliveries(tx, messages.sort(compareMessages))
    return messages.length
  })
}

async function insertDeliveries(tx: PoolClient, messages: readonly Message[]): Promise<void> {
  const { rows: subscribers } = await tx.query<Subscriber>({
    name: 'find-subscribers',
    text: `SELECT id, account, events, since_block, created_at FROM webhook
           WHERE state = 'active' AND account = ANY($1)`,
    values: [messages.flatMap(({ accounts }) => accounts)],
  })
  const deliveries = messages.flatMap((message) =>
    subscribers
      .filter((subscriber) => isToldOf(subscriber, message))
      .map((subscriber) => ({ subscriber, message })),
  )
  if (deliveries.length === 0) return
  await tx.query({
    name: 'insert-deliveries',
    text: `INSERT INTO webhook_delivery (id, webhook_id, message_id, type, body, is_test, state, reason, history,
             next_attempt_at, created_at)
           SELECT d.id, d.webhook_id, d.message_id, d.type, d.body, false, 'pending', 'DELIVERY_PENDING', '[]', now(), now()
           FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
             AS d(id, webhook_id, message_id, type, body)
           ON CONFLICT (webhook_id, message_id) DO NOTHING`,
    values: [
      // A millisecond apart, so that ids order as things happened.
      deliveries.map((_, index) => newId('delivery', new Date(Date.now() + index))),
      deliveries.map(({ subscriber }) => subscriber.id),
      deliveries.map(({ message }) => message.id),
      deliveries.map(({ message }) => message.type),
      deliveries.map(({ message: { type, data, occurred_at: occurredAt } }) =>
        messageBody({ type, occurredAt, data }),
      ),
    ],
  })
}

/** In the order of what happened, as far as anybody can tell; receivers must not rely on it. */
function compareMessages(left: Message, right: Message): number {
  const byTime = left.occurred_at.getTime() - right.occurred_at.getTime()
  if (byTime !== 0) return byTime
  const byBlock = Number((left.block_number ?? 0n) - (right.block_number ?? 0n))
  return byBlock === 0 ? (left.log_index ?? 0) - (right.log_index ?? 0) : byBlock
}

function isToldOf({ account, events, since_block, created_at }: Subscriber, message: Message): boolean {
  const isTheirs = message.accounts.some((each) => each.equals(account))
  const isNews =
    message.block_number === null ? message.occurred_at >= created_at : message.block_number > since_block
  return isTheirs && isNews && events.includes(subscribedEventOf(message.type))
}
