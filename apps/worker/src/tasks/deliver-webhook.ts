import { MAXIMUM_ATTEMPTS, retryWaitMs } from '@network3/core/webhooks/retry-schedule'
import type { Pool } from '@network3/db/pool'
import type { DeliveryAttempt } from '@network3/db/queries/webhook/find-deliveries'
import {
  type ClaimedDelivery,
  claimDelivery,
  dropDelivery,
  recordFailure,
  recordTaken,
} from '@network3/db/write/webhook-deliveries'
import type { Logger } from '@network3/service/logger'
import type { SecretBox } from '@network3/service/webhooks/webhook-secret'
import { z } from 'zod'
import type { PostMessage } from '../send/post-message.ts'
import { signMessage } from '../send/sign-message.ts'
import type { WorkerMetrics } from '../worker-metrics.ts'

export const DELIVER_WEBHOOK = 'deliver-webhook'

export type DeliverDeps = {
  pool: Pool
  secrets: SecretBox
  post: PostMessage
  logger: Logger
  metrics: WorkerMetrics
  now: () => number
  /** Called when a delivery has ended or waits: another of its webhook may follow. */
  onEnd: () => void
}

const payloadSchema = z.object({ deliveryId: z.string(), attempts: z.int() })

/**
 * One attempt at one delivery. Cases: 1. it was ended or tried meanwhile → nothing; 2. its webhook is off (and it is no
 * test) → dropped; 3. its secret cannot be read → the webhook is turned off; 4. 2xx → taken; 5. 410 → the webhook is
 * turned off; 6. anything else → again after a longer wait, ten times in all.
 * A receiver may get a message twice (a crash after its answer), always under the same webhook-id.
 */
export function createDeliverWebhook(deps: DeliverDeps) {
  const { pool, logger, metrics } = deps
  return async (payload: unknown): Promise<void> => {
    const claimed = await claimDelivery(pool, payloadSchema.parse(payload))
    if (claimed === undefined) return
    const { id: deliveryId, webhook } = claimed
    try {
      if (webhook.state === 'revoked' || (webhook.state === 'disabled' && !claimed.isTest)) {
        await dropDelivery(pool, deliveryId, 'DELIVERY_WEBHOOK_OFF')
        return
      }
      const secrets = openSecrets(deps, claimed)
      if (secrets === undefined) {
        logger.error({ webhookId: webhook.id }, 'the secret of a webhook cannot be read, it was turned off')
        const attempt = attemptOf(deps, { reason: 'DELIVERY_WEBHOOK_OFF', status: null, durationMs: 0 })
        const turnsOff = 'WEBHOOK_SECRET_UNREADABLE'
        await recordFailure(pool, claimed, attempt, {
          ...{ waitMs: undefined, detail: 'It was sealed with another key.', turnsOff },
        })
        return
      }
      const timestamp = Math.floor(deps.now() / 1000)
      const headers = signMessage({ id: claimed.messageId, timestamp, body: claimed.body }, secrets)
      const { detail, ...posted } = await deps.post(webhook.url, headers, claimed.body)
      metrics.attempts.inc({ reason: posted.reason })
      metrics.attemptSeconds.observe(posted.durationMs / 1000)
      logger.info({ deliveryId, webhookId: webhook.id, ...posted }, 'delivery was tried')
      const attempt = attemptOf(deps, posted)
      if (posted.reason === 'DELIVERY_TAKEN') return await recordTaken(pool, claimed, attempt)
      const isGone = posted.status === 410
      const waitMs = isGone || claimed.isTest ? undefined : retryWaitMs(claimed.attempts + 1)
      if (waitMs === undefined && !claimed.isTest) {
        logger.warn({ deliveryId, attempts: MAXIMUM_ATTEMPTS, detail }, 'delivery was given up')
      }
      await recordFailure(pool, claimed, attempt, {
        ...{ waitMs, detail, turnsOff: isGone ? 'WEBHOOK_GONE' : undefined },
      })
    } finally {
      deps.onEnd()
    }
  }
}

function openSecrets({ secrets }: DeliverDeps, { webhook }: ClaimedDelivery): Uint8Array[] | undefined {
  const { id, secret, previousSecret } = webhook
  try {
    const sealed = previousSecret === undefined ? [secret] : [secret, previousSecret]
    return sealed.map((each) => secrets.open(each, id))
  } catch {
    // Sealed under another WEBHOOK_SECRETS_KEY: told by the caller, with the webhook's id.
    return undefined
  }
}

function attemptOf({ now }: DeliverDeps, posted: Omit<DeliveryAttempt, 'at'>): DeliveryAttempt {
  return { at: new Date(now()).toISOString(), ...posted }
}
