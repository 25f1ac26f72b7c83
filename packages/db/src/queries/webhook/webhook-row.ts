import type { Address } from '@network3/core/hex'
import type { WebhookStateReasonCode } from '@network3/core/webhook-reasons'
import type { WebhookEvent } from '@network3/core/webhooks/webhook-events'
import { hexFromDb } from '../../write/hex.ts'

/** `disabled` by what happened to its deliveries, `revoked` for good by its owner. */
export type WebhookState = 'active' | 'disabled' | 'revoked'

export type WebhookRow = {
  id: string
  account: Address
  url: string
  description: string
  events: WebhookEvent[]
  state: WebhookState
  reason: WebhookStateReasonCode
  detail: string | null
  createdAt: Date
  /** Since when every attempt has failed. */
  failingSince: Date | null
  lastSuccessAt: Date | null
  /** Until when the secret before the last rotation signs as well. */
  previousUntil: Date | null
}

export type DbWebhook = {
  id: string
  account: Buffer
  url: string
  description: string
  events: WebhookEvent[]
  state: WebhookState
  reason: WebhookStateReasonCode
  detail: string | null
  created_at: Date
  failing_since: Date | null
  last_success_at: Date | null
  previous_until: Date | null
}

/** Columns of a statement over `webhook w` whose rows webhookFromRow reads. Secrets stay where they are. */
export const webhookColumns = `w.id, w.account, w.url, w.description, w.events, w.state, w.reason, w.detail, w.created_at,
  w.failing_since, w.last_success_at, w.previous_until`

export function webhookFromRow(row: DbWebhook): WebhookRow {
  return {
    ...{ id: row.id, account: hexFromDb(row.account), url: row.url, description: row.description },
    ...{ events: row.events, state: row.state, reason: row.reason, detail: row.detail },
    ...{ createdAt: row.created_at, failingSince: row.failing_since, lastSuccessAt: row.last_success_at },
    previousUntil: row.previous_until,
  }
}
