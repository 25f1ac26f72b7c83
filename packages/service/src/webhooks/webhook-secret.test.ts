import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSecretBox, showWebhookSecret } from './webhook-secret.ts'

test('a sealed secret opens with its key for its webhook, and in no other way', () => {
  const box = createSecretBox(randomBytes(32))
  const secret = randomBytes(32)
  expect(showWebhookSecret(secret)).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  const sealed = box.seal(secret, 'webhook_1')
  expect(sealed.includes(secret)).toBe(false)
  expect(box.open(sealed, 'webhook_1')).toEqual(secret)
  expect(() => box.open(sealed, 'webhook_2')).toThrow()
  expect(() => createSecretBox(randomBytes(32)).open(sealed, 'webhook_1')).toThrow()
  expect(() => box.open(sealed.fill(0, 20, 21), 'webhook_1')).toThrow()
})
