import { AppError } from '@network3/core/app-error'
import type { SecretBox } from '@network3/service/webhooks/webhook-secret'
import type { Context } from '../context.ts'

/** What seals secrets of webhooks. Throws WEBHOOKS_UNAVAILABLE on a site without a key for them. */
export function requireSecretBox({ webhooks }: Context): SecretBox {
  if (webhooks.secrets === undefined) {
    throw new AppError(
      'WEBHOOKS_UNAVAILABLE',
      'This site sends no webhooks: it has no key to keep their secrets with.',
    )
  }
  return webhooks.secrets
}
