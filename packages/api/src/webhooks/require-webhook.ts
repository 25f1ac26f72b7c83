import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import type { Db } from '@network3/db/pool'
import { getWebhook } from '@network3/db/queries/webhook/find-webhooks'
import type { WebhookRow } from '@network3/db/queries/webhook/webhook-row'

/** A webhook of this account. Throws NOT_FOUND, for another's as for none. */
export async function requireWebhook(db: Db, account: Address, id: string): Promise<WebhookRow> {
  const webhook = await getWebhook(db, account, id)
  if (webhook === undefined) throw unknownWebhook(id)
  return webhook
}

export function unknownWebhook(id: string): AppError {
  return new AppError('NOT_FOUND', `You have no webhook ${id}.`)
}
