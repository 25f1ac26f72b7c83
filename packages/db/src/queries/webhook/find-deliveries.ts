import type { DeliveryReasonCode } from '@network3/core/webhook-reasons'
import type { Db } from '../../pool.ts'

export type DeliveryState = 'pending' | 'delivered' | 'failed'

/** One attempt, as it ended. `status`: of the answer, where there was one. */
export type DeliveryAttempt = {
  at: string
  status: number | null
  reason: DeliveryReasonCode
  durationMs: number
}

export type DeliveryRow = {
  id: string
  messageId: string
  type: string
  body: string
  isTest: boolean
  state: DeliveryState
  reason: DeliveryReasonCode
  attempts: number
  history: DeliveryAttempt[]
  nextAttemptAt: Date | null
  createdAt: Date
  endedAt: Date | null
}

type DbDelivery = {
  id: string
  message_id: string
  type: string
  body: string
  is_test: boolean
  state: DeliveryState
  reason: DeliveryReasonCode
  attempts: number
  history: DeliveryAttempt[]
  next_attempt_at: Date | null
  created_at: Date
  ended_at: Date | null
}

/** What was, or is to be, sent to a webhook, newest first. Ownership of the webhook is the caller's to check. */
export async function findDeliveries(
  db: Db,
  params: {
    webhookId: string
    state?: DeliveryState | undefined
    limit: number
    before?: string | undefined
  },
): Promise<DeliveryRow[]> {
  const { rows } = await db.query<DbDelivery>({
    name: 'find-deliveries',
    text: `SELECT id, message_id, type, body, is_test, state, reason, attempts, history, next_attempt_at, created_at,
             ended_at
           FROM webhook_delivery WHERE webhook_id = $1 AND ($2::text IS NULL OR state = $2)
             AND ($3::text IS NULL OR id < $3)
           ORDER BY webhook_id, id DESC LIMIT $4`,
    values: [params.webhookId, params.state ?? null, params.before ?? null, params.limit],
  })
  return rows.map((row) => ({
    ...{ id: row.id, messageId: row.message_id, type: row.type, body: row.body, isTest: row.is_test },
    ...{ state: row.state, reason: row.reason, attempts: row.attempts, history: row.history },
    ...{ nextAttemptAt: row.next_attempt_at, createdAt: row.created_at, endedAt: row.ended_at },
  }))
}
