import { expect, test } from 'vitest'
import { parseSessionKey, type SessionKey } from './session-key.ts'

const key: SessionKey = {
  version: 1,
  chainId: 31337,
  address: `0x${'ab'.repeat(20)}`,
  privateKey: `0x${'01'.repeat(32)}`,
  createdAt: '2026-11-22T16:00:00.000Z',
}

test('a downloaded key is read back as it was', () => {
  expect(parseSessionKey(JSON.stringify(key))).toEqual(key)
  const sealing = { masterPublicKey: key.privateKey, userSecret: key.privateKey, keys: [key.privateKey] }
  const full = { ...key, sealing, earlier: [sealing] }
  expect(parseSessionKey(JSON.stringify(full))).toEqual(full)
})

test('what is no key of this version is refused', () => {
  expect(parseSessionKey('not json')).toBeUndefined()
  expect(parseSessionKey(JSON.stringify({ ...key, version: 2 }))).toBeUndefined()
  expect(parseSessionKey(JSON.stringify({ ...key, privateKey: '0x01' }))).toBeUndefined()
})
