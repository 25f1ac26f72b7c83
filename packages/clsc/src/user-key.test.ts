import { describe, expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { utf8 } from './bytes.ts'
import { createDomain } from './domain.ts'
import { expandPublicKey, parsePublicKey } from './public-key.ts'
import { createTestIssuer } from './testing/fixture-people.ts'
import { completeUserKey, createUserSecret, decodeUserKey, encodeUserKey } from './user-key.ts'

const issuer = createTestIssuer(nodeBackend)

describe('what was made of bytes does not change when the caller fills them again', () => {
  test('a user key', () => {
    const secret = createUserSecret(issuer.domain)
    const partialKey = issuer.issue('did:n3:alice', secret)
    const id = utf8('did:n3:alice')
    const key = completeUserKey(issuer.domain, { id, epoch: 20_000 }, secret, partialKey)
    const before = structuredClone({ ...key.publicKey, points: undefined })
    for (const bytes of [id, secret.userPoint, partialKey.commitment, partialKey.secret]) bytes.fill(0)
    expect({ ...key.publicKey, points: undefined }).toEqual(before)
  })

  test('a public key', () => {
    const bytes = issuer.createKey('did:n3:bob').publicKey.bytes.slice()
    const fresh = createDomain(issuer.domain.masterPublicKey, nodeBackend)
    const key = parsePublicKey(fresh, bytes)
    const before = structuredClone({ ...key, points: undefined })
    bytes.fill(0)
    expect({ ...key, points: undefined }).toEqual(before)
  })

  test('a domain', () => {
    const bytes = issuer.domain.masterPublicKey.slice()
    const domain = createDomain(bytes, nodeBackend)
    bytes.fill(0)
    expect(domain.masterPublicKey).toEqual(issuer.domain.masterPublicKey)
    expect(domain.kgcId).toHaveLength(8)
  })
})

test('a domain decodes a known key once', () => {
  const { bytes } = issuer.createKey('did:n3:carol').publicKey
  const key = parsePublicKey(issuer.domain, bytes)
  expect(parsePublicKey(issuer.domain, bytes.slice())).toBe(key)
})

test('a key is refused as one whichever half of it is none', () => {
  const key = issuer.createKey('did:n3:dave')
  const bytes = encodeUserKey(key)
  const { id, epoch, userPoint, commitment } = key.publicKey
  const none = new Uint8Array(32)
  for (const attempt of [
    () => decodeUserKey(issuer.domain, bytes.slice().fill(0, 0, 32)),
    () => decodeUserKey(issuer.domain, bytes.slice().fill(0, 32, 64)),
    () => decodeUserKey(issuer.domain, bytes.slice().fill(255, 32, 64)),
    () => expandPublicKey(issuer.domain, { id, epoch }, none, commitment),
    () => expandPublicKey(issuer.domain, { id, epoch }, userPoint, none),
  ])
    expect(attempt).toThrow(expect.objectContaining({ reason: 'bad-key' }))
})
