import { webhookEventNames } from '@network3/core/webhooks/webhook-events'
import { z } from 'zod'
import { callSite, type Site } from '../site/call-site.ts'

const reason = z.object({ code: z.string(), sentence: z.string(), nextStep: z.string().nullable() })
const webhookAnswer = z.object({
  webhookId: z.string(),
  url: z.string(),
  description: z.string(),
  events: z.array(z.string()),
  state: z.enum(['active', 'disabled', 'revoked']),
  reason,
  lastSuccessAt: z.string().nullable(),
})
const withSecret = webhookAnswer.extend({ secret: z.string() })
const webhooksAnswer = z.object({ items: z.array(webhookAnswer), nextCursor: z.string().nullable() })
const deliveriesAnswer = z.object({
  items: z.array(
    z.object({
      deliveryId: z.string(),
      messageId: z.string(),
      type: z.string(),
      body: z.string(),
      state: z.enum(['pending', 'delivered', 'failed']),
      reason,
      attempts: z.int(),
      createdAt: z.string(),
    }),
  ),
  nextCursor: z.string().nullable(),
})

export { webhookEventNames }
export type Webhook = z.infer<typeof webhookAnswer>
export type Delivery = z.infer<typeof deliveriesAnswer>['items'][number]

/** Webhooks of who is signed in, or of an API key with the scope `webhooks`. */
export function createWebhookClient(site: Site) {
  const change = <T>(path: string, input: unknown, answer: z.ZodType<T>) =>
    callSite({
      ...{ ...site, path: `webhooks.${path}`, kind: 'mutation', input, answer },
      idempotencyKey: crypto.randomUUID(),
    })
  return {
    /** The secret that verifies what is sent is shown here and never again. */
    create: (input: { url: string; events: readonly string[]; description?: string }) =>
      change('create', input, withSecret),
    find: () =>
      callSite({
        ...{ ...site, path: 'webhooks.find', kind: 'query', input: { limit: 100 }, answer: webhooksAnswer },
      }),
    revoke: (webhookId: string) => change('revoke', { webhookId }, webhookAnswer),
    rotateSecret: (webhookId: string) => change('rotateSecret', { webhookId }, withSecret),
    sendTest: (webhookId: string) =>
      change('sendTest', { webhookId }, z.object({ deliveryId: z.string(), messageId: z.string() })),
    findDeliveries: (input: { webhookId: string; state?: Delivery['state'] | undefined; limit?: number }) =>
      callSite({ ...site, path: 'webhooks.findDeliveries', kind: 'query', input, answer: deliveriesAnswer }),
    /** One delivery, or all that failed since a time. */
    replay: (input: { webhookId: string } & ({ deliveryId: string } | { failedSince: string })) =>
      change('replay', input, z.object({ deliveryIds: z.array(z.string()) })),
  }
}
