import { createRouter } from '../../trpc.ts'
import { createWebhook } from './create-webhook.ts'
import { findDeliveries } from './find-deliveries.ts'
import { findWebhooks } from './find-webhooks.ts'
import { getWebhook } from './get-webhook.ts'
import { replay } from './replay.ts'
import { revokeWebhook } from './revoke-webhook.ts'
import { rotateSecret } from './rotate-secret.ts'
import { sendTest } from './send-test.ts'

export const webhooksRouter = createRouter({
  create: createWebhook,
  find: findWebhooks,
  get: getWebhook,
  revoke: revokeWebhook,
  rotateSecret,
  sendTest,
  findDeliveries,
  replay,
})
