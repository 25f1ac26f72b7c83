import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Secrets of webhooks at rest: AES-256-GCM, since signing needs them back. Bound to the webhook they are of. */
export type SecretBox = {
  seal(secret: Uint8Array, webhookId: string): Buffer
  /** Throws on anything that was not sealed with this key for this webhook. */
  open(sealed: Uint8Array, webhookId: string): Buffer
}

const NONCE_BYTES = 12
const TAG_BYTES = 16
const PREFIX = 'whsec_'

/** `key`: 32 bytes, the same in the site and in the worker. */
export function createSecretBox(key: Uint8Array): SecretBox {
  return {
    seal: (secret, webhookId) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(webhookId))
      return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
    },
    open: (sealed, webhookId) => {
      const body = sealed.subarray(NONCE_BYTES, -TAG_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(webhookId))
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
      return Buffer.concat([decipher.update(body), decipher.final()])
    },
  }
}

/** How a secret is shown to its owner, once (32 bytes). */
export function showWebhookSecret(secret: Uint8Array): string {
  return PREFIX + Buffer.from(secret).toString('base64')
}
