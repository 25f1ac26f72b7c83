import { expect, test } from 'vitest'
import { formatKey, keyIdOf, keyPrefix } from './key-text.ts'

const keyId = `key_${'0a'.repeat(16)}`

test('a key names its row, whatever its secret bytes are', () => {
  for (const byte of [0, 0x3e, 0x3f, 0xff]) {
    const key = formatKey(keyId, new Uint8Array(32).fill(byte))
    expect(key).toMatch(/^n3_live_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$/)
    expect(keyIdOf(key)).toBe(keyId)
    expect(key.startsWith(`${keyPrefix(keyId)}_`)).toBe(true)
  }
})

test('what is no key names nothing', () => {
  const key = formatKey(keyId, new Uint8Array(32))
  for (const text of [
    '',
    'n3_live_',
    key.slice(0, -1),
    `${key}a`,
    ` ${key}`,
    key.toUpperCase(),
    keyPrefix(keyId),
  ])
    expect(keyIdOf(text)).toBeUndefined()
})
